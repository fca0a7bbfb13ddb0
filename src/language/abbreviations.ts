/**
 * Abbreviations of German and English notices, in lower case and without their last full stop. A folder adds its own
 * (`abbreviations` in the front matter of a notice). What consists of single letters ("z. B.", "d.h.") needs no entry.
 */

const toSet = (words: string) => new Set(words.trim().split(/\s+/u))

/** They stand inside a sentence, whatever follows them: nobody ends a sentence with "bspw." or "Dr.". */
export const innerAbbreviations: ReadonlySet<string> = toSet(`
  abs abschn abt allg anl anm aufl ausg ausschl az bd beisp betr bez bgbl bspw bzgl bzw ca co dergl ders dgl dipl
  doz dr dt ehem eigtl einschl engl entspr erg evtl exkl fa fr frz gem gesch ggf ggfs ggü grds hg hinsichtl hr hrsg
  inc ing inkl insb insbes insges jew jur kfm kgl lat lfd lit lt ltd max mind mio möglw mrd mtl nr pkt priv-doz prof
  rd resp sachs sächs schriftl sep sog spez st stellv str tel techn telef tsd unverb urspr usf verg
  vergl verm vgl vorl vorm vs wg wiss zgl ziff zit zool zust zw zzgl zzt approx cf incl jr mr mrs ms sr vol
`)

/** They belong to the number that follows; without one they are words like others ("in dieser Art.", "in der App."). */
export const abbreviationsOfNumbers: ReadonlySet<string> = toSet(`
  app apr art aug bl dez feb fig jan jul jun kap min no nov okt rn rdnr s sept std tab teil abb tz zi
`)

/** They stand inside a sentence as often as at its end, so a capital letter after them begins a new one. */
export const endingAbbreviations: ReadonlySet<string> = toSet('etc f ff usw o.ä u.v.m')

/** A number after one of these ends its sentence ("nach § 25. Die …"); after other words it is an ordinal ("am 3. Mai"). */
export const wordsBeforeNumbers: ReadonlySet<string> = toSet(`
  § §§ abs absatz abschnitt anlage art artikel kap kapitel lit nr nummer punkt rn s satz seite teil tabelle version ziff ziffer
`)
