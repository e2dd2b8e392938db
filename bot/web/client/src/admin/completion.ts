import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";

interface Key {
  help: string;
  form?: string;
  values?: [string, string][];
  keys?: [string, string][];
}

/** What the server sends (bot/admin/editing/completion.py). */
export interface Format {
  shape: string;
  shapes: Record<string, Record<string, Key>>;
}

/** The keys that a line stands under, outermost first, by indent. */
export function above(lines: readonly string[], indent: number): string[] {
  const found: string[] = [];
  let limit = indent;
  for (let at = lines.length - 1; at >= 0 && limit > 0; at -= 1) {
    const line = /^(\s*)((?:- +)*)([\w-]+):(?:\s|$)/.exec(lines[at] ?? "");
    if (!line) continue;
    const own = (line[1] ?? "").length + (line[2] ?? "").length;
    if (own < limit) {
      found.unshift(line[3] ?? "");
      // a key after a dash stands as deep as the keys below it: the list's own key is looked for above the dash
      limit = line[2] ? Math.min(own, (line[1] ?? "").length + 1) : own;
    }
  }
  return found;
}

/** What the format says of the key at the end of a path. */
function keyAt(format: Format, path: readonly string[]): Key | undefined {
  const last = path[path.length - 1];
  const shape = last === undefined ? null : shapeAt(format, path.slice(0, -1));
  return shape && last !== undefined ? format.shapes[shape]?.[last] : undefined;
}

/** The shape at the end of a path of keys, or of the list a key holds. */
export function shapeAt(format: Format, path: readonly string[]): string | null {
  return path.length ? (keyAt(format, path)?.form ?? null) : format.shape;
}

const VALUE = /^(\s*)((?:- +)*)([\w-]+):\s+(?:\[(?:[^\]]*,)?\s*)?["']?([\w-]*)$/;
const ITEM = /^(\s*)- +["']?([\w-]*)$/;
const KEY = /^(\s*(?:- +)*)([\w-]*)$/;

export const completer =
  (format: Format) =>
  (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const lines = context.state.doc.sliceString(0, line.from).split("\n");
    const value = VALUE.exec(before);
    if (value) {
      const indent = (value[1] ?? "").length + (value[2] ?? "").length;
      const path = above(lines, indent);
      const map = keyAt(format, path);
      const values = (map?.keys ? map : keyAt(format, [...path, value[3] ?? ""]))?.values;
      return values ? { from: context.pos - (value[4] ?? "").length, options: values.map(choice) } : null;
    }
    const item = ITEM.exec(before);
    if (item) {
      const values = keyAt(format, above(lines, (item[1] ?? "").length + 1))?.values;
      if (values) return { from: context.pos - (item[2] ?? "").length, options: values.map(choice) };
    }
    const key = KEY.exec(before);
    if (!key || (!context.explicit && !key[2])) return null;
    const path = above(lines, (key[1] ?? "").length);
    const shape = shapeAt(format, path);
    const known = shape
      ? Object.entries(format.shapes[shape] ?? {}).map(([label, { help }]): [string, string] => [label, help])
      : keyAt(format, path)?.keys;
    if (!known) return null;
    const options = known.map(([label, detail]) => ({ label, detail, apply: `${label}: ` }));
    return { from: context.pos - (key[2] ?? "").length, options };
  };

const choice = ([label, detail]: [string, string]): Completion => (label === detail ? { label } : { label, detail });
