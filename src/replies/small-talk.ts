/** What is said in return for small talk; each is the name of its sentence. */
export type SmallTalk =
  'welcome' | 'allRight' | 'glad' | 'farewell' | 'likewise' | 'whatIAm' | 'here' | 'unclear' | 'askAgain'
