/** Replies to small talk; each is the name of its sentence. */
export type SmallTalk =
  'welcome' | 'allRight' | 'glad' | 'farewell' | 'likewise' | 'whatIAm' | 'here' | 'unclear' | 'askAgain'
