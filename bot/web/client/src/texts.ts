/** Every sentence of the interface. What is answered comes from the server. */
import type { Kind, Reason } from "./core/types.js";

const one = (count: number, single: string, several: string) => `${count} ${count === 1 ? single : several}`;

export const t = {
  name: "Vägvisaren",
  you: "Du:",
  bot: "Vägvisaren:",

  call: "Ring",
  callSpoken: (name: string, spoken: string) => `Ring ${name}, ${spoken}`,
  emergencyNumber: "112",
  emergencySpoken: "Ring 1 1 2",
  leave: "Lämna\u00a0sidan snabbt",
  leaveHint: "Du kan också trycka tre gånger på Skift.",
  clear: "Rensa",
  clearHint: "Rensa samtalet och börja om",
  cleared: "Samtalet är rensat och glömt.",
  close: "Stäng",
  open: "Fråga Vägvisaren",
  scroller: "Samtal",
  log: "Frågor och svar",

  field: "Din fråga",
  placeholder: "Vad undrar du över?",
  send: "Skicka",
  hint: "Skriv inte namn eller personnummer.",
  empty: "Skriv några ord först.",
  left: (count: number) => `${one(count, "tecken", "tecken")} kvar`,
  over: (count: number) => `${one(count, "tecken", "tecken")} för mycket`,
  tooLong: (limit: number) => `Korta ner till högst ${limit} tecken.`,

  personnummer: "Det ser ut som ett personnummer. Inget är skickat. Jag behöver inte veta vem det gäller.",
  personnummerRemove: "Ta bort och skicka",
  personnummerEdit: "Ändra själv",
  removed: "[borttaget]",

  searching: "Letar …",
  starting: "Startar …",
  startFailed: "Jag får ingen kontakt just nu. Är någon i fara: ring 112.",
  tryAgain: "Försök igen",
  sendAgain: "Skicka igen",
  noNetwork: "Inte skickat. Ingen kontakt med nätet.",
  failed: "Inte skickat. Något gick fel hos oss.",
  tooMany: (seconds: number, clock: string) =>
    `Inte skickat. Det blev många frågor. Försök igen om ${wait(seconds)}, kl. ${clock}.`,
  tooManySoon: "Inte skickat. Det blev många frågor. Försök igen om en liten stund.",
  forgotten: "Det förra samtalet var glömt. Ett nytt har börjat, och din fråga är skickad igen.",

  showsFor: "Visar för",
  change: "Ändra",
  changeHint: "Ändra var du arbetar och vad du arbetar som",
  workplace: "Var arbetar du?",
  profession: "Vad arbetar du som?",
  notChosen: "Inte valt",
  apply: "Använd",
  cancel: "Avbryt",

  heading: {
    acute: "Fara",
    answer: "Rutin",
    clarify: "Motfråga",
    contact: "Kontakt",
    term: "Begrepp",
    redirect: "Hänvisning",
    smalltalk: "Svar",
  } satisfies Record<Kind, string>,
  greeting: "Välkommen",
  choicesSpoken: (count: number) => one(count, "förslag att välja", "förslag att välja bland"),

  firstContact: "Kontakta först",
  steps: "Gör så här",
  stepsHint: "Bocka av medan du gör",
  stepDone: (done: number, all: number) => `${done} av ${all} klara`,
  local: "Lokalt",
  localHint: "Gäller i din kommun",
  avoid: "Undvik",
  otherContacts: "Andra kontakter",
  moreContacts: (count: number) => `Fler kontakter (${count})`,
  law: "Lag och källor",
  laws: "Lagrum",
  sources: "Källor",
  fetched: (date: string) => `hämtad ${date}`,
  newWindow: "öppnas i ny flik",
  owner: (name: string) => `ansvarig ${name}`,
  reviewed: "granskad",
  overdue: (date: string) => `Granskningen är försenad. Skulle ha gjorts ${date}.`,
  localParts: (keys: readonly string[]) => `Kommunens egna delar: ${localParts(keys)}`,
  related: "Läs också",
  print: "Skriv ut rutinen",
  accessibility: "Tillgänglighet",
  hours: "Öppettider",
  verified: (date: string) => `Uppgifterna kontrollerade ${date}`,
  mail: "Mejla",
  website: "Till webbsidan",
  source: "Källa",

  helped: "Hjälpte det?",
  yes: "Ja",
  no: "Nej",
  thanks: "Tack!",
  thanksSent: "Tack! Det går vidare till den som ansvarar, utan uppgift om vem du är.",
  whyNot: "Vad blev fel?",
  reasons: {
    fel_i_rutinen: "Fel i rutinen, till exempel ett nummer",
    fel_rutin: "Det var inte den rutinen jag behövde",
    otydligt: "Svårt att förstå",
    annat: "Något annat",
  } satisfies Record<Reason, string>,
  comment: "Beskriv gärna. Inga namn eller personnummer.",
  pickReason: "Välj vad som blev fel.",
  notSent: "Det gick inte att skicka. Försök igen.",

  colourRefused: (colour: string) =>
    `Vägvisaren: färgen "${colour}" går inte att använda. Skriv en hel färg, till exempel #14524a.`,
  colourCorrected: (text: string, ground: string, measured: number, instead: string) =>
    `Vägvisaren: ${text} på ${ground} har kontrasten ${measured.toFixed(1).replace(".", ",")}:1 och kravet är 4,5:1. ${instead} används i stället.`,

  gapTitle: "Skicka frågan vidare",
  gapLead: "Det här skickas till den som ansvarar för rutinerna. Inget om vem du är följer med.",
  gapSend: "Skicka vidare",
  gapSent: "Tack. Frågan är skickad utan uppgift om vem du är.",
  gapLoading: "Hämtar …",
  gapFailed: "Det gick inte att hämta frågan. Försök igen om en stund.",
};

/** When there is no network. The server has no part in it, so these are the interface's own. */
export const offline = {
  banner: "Utan nät. Rutinerna finns här ändå.",
  list: "Alla rutiner",
  listSpoken: (count: number) => `Alla rutiner. ${one(count, "rutin", "rutiner")} att välja bland.`,
  numbers: "Nummer",
  retry: "Försök igen",
  still: "Fortfarande ingen kontakt.",
  back: "Kontakten är tillbaka.",
  late: "Nätet är långsamt.",
  instead: "Sök utan nät",
  notSent: "Inget svar från nätet. Det här under är sökt på ord bland sparade rutiner.",
  notice: (savedOn: Date | null) =>
    `Förenklat läge – utan nät. Hämtat ${savedOn ? DAY.format(savedOn) : "tidigare"}. Kontrollera att rutinen är rätt.`,
  orOne: "Eller någon av de här?",
  nothing: "Jag hittar ingen rutin med de orden. Skriv med andra ord, titta bland alla rutiner eller fråga en människa:",
  showsFor: (name: string) => `Nu visar jag det som gäller för ${name}.`,
};

const DAY = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long", timeZone: "Europe/Stockholm" });

/** What stands only on paper. */
export const onPaper = {
  danger: "Är någon i fara: ring 112",
  from: (organisation: string) => `Vägvisaren, ${organisation}`,
  reviewBy: "granskas senast",
  printed: (date: string) => `Utskriven ${date}. Rutiner och nummer ändras.`,
  newest: (address: string) => `Senaste versionen: ${address}`,
};

const PARTS: Readonly<Record<string, string>> = {
  titel: "rubrik",
  kort_svar: "svar",
  bradska: "hur bråttom",
  steg: "steg",
  steg_fore: "steg",
  steg_efter: "steg",
  undvik: "undvik",
  kontakter: "kontakter",
  lagrum: "lagrum",
  kallor: "källor",
  relaterade: "läs också",
  varianter: "varianter",
};

/** The keys of the routine file, as words, each once. */
function localParts(keys: readonly string[]): string {
  return [...new Set(keys.map((key) => PARTS[key] ?? key))].join(", ");
}

function wait(seconds: number): string {
  return seconds < 90 ? one(seconds, "sekund", "sekunder") : one(Math.ceil(seconds / 60), "minut", "minuter");
}
