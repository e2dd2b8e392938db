import type { Contact } from "../core/types.js";
import type { Hours, KeptContact, OfflineFile, Times } from "./file.js";

/** bot/answers/hours.py, for the client. A test holds the two together. */
const LOOK_AHEAD = 21;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const STOCKHOLM = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Stockholm",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** The time on a clock in Stockholm, as if it were UTC, so that days and hours can be counted without summer time. */
export function wallTime(now: Date): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = STOCKHOLM.format(now).match(/\d+/g)?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function isoDay(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

export function openState({ times }: KeptContact, wall: number, file: OfflineFile): Contact["open"] {
  const { open } = file.texts;
  if (times === "always") return { state: "always", label: say(open["alltid"]) };
  if (times === null) return { state: "unknown", label: say(open["okant"]) };
  for (const [begin, end] of spans(times, midnight(wall) - DAY, file.holidays)) {
    if (begin <= wall && wall < end) return { state: "open", label: closes(wall, end, file) };
    if (begin > wall) return { state: "closed", label: opens(wall, begin, file) };
  }
  return { state: "closed", label: say(open["stangt"]) };
}

/** When it is open, joined where one span ends as the next begins. */
function* spans(hours: Hours, start: number, holidays: readonly string[]): Generator<[number, number]> {
  let current: [number, number] | null = null;
  for (let day = start; day < start + (LOOK_AHEAD + 1) * DAY; day += DAY) {
    for (const [from, to] of hoursOn(hours, day, holidays)) {
      const begin = day + from * MINUTE;
      const end = day + to * MINUTE;
      if (current && begin <= current[1]) current = [current[0], Math.max(current[1], end)];
      else {
        if (current) yield current;
        current = [begin, end];
      }
    }
  }
  if (current) yield current;
}

function hoursOn({ week, holidays, exceptions }: Hours, day: number, holidayDates: readonly string[]): Times {
  const date = isoDay(day);
  const exception = exceptions[date];
  if (exception) return exception;
  if (holidays !== null && holidayDates.includes(date)) return holidays;
  return week[weekday(day)] ?? [];
}

function closes(now: number, end: number, { texts }: OfflineFile): string {
  if (end - now > 7 * DAY) return say(texts.open["alltid"]);
  const today = midnight(now);
  if (midnight(end) === today || end === today + DAY) return say(texts.open["oppet"], { tid: clock(end) });
  return say(texts.open["oppet_natt"], { dag: texts.days[weekday(end)], tid: clock(end) });
}

function opens(now: number, begin: number, { texts }: OfflineFile): string {
  const ahead = Math.round((midnight(begin) - midnight(now)) / DAY);
  const tid = clock(begin);
  if (ahead === 0) return say(texts.open["stangt_idag"], { tid });
  if (ahead === 1) return say(texts.open["stangt_imorgon"], { tid });
  if (ahead < 7) return say(texts.open["stangt_dag"], { dag: texts.days[weekday(begin)], tid });
  const date = new Date(begin);
  return say(texts.open["stangt_datum"], { datum: `${date.getUTCDate()} ${texts.months[date.getUTCMonth()] ?? ""}`, tid });
}

function midnight(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

/** 0 is Monday. */
function weekday(wall: number): number {
  return (new Date(wall).getUTCDay() + 6) % 7;
}

function clock(wall: number): string {
  return new Date(wall).toISOString().slice(11, 16);
}

/** A sentence of the server's, its braces filled in. */
export function say(sentence = "", values: Record<string, string | undefined> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
