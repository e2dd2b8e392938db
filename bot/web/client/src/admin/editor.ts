import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completer, type Format } from "./completion.js";
import { words } from "./words.js";

interface Told {
  line: number;
  column: number;
  severity: "fel" | "varning" | "att_kontrollera";
  text: string;
  fix: string;
}

const SEVERITY = { fel: "error", varning: "warning", att_kontrollera: "info" } as const;
/** The page's own colours, so that they have its contrast in light and dark. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--pine)", fontWeight: "600" },
  { tag: tags.string, color: "var(--ochre)" },
  { tag: [tags.lineComment, tags.comment], color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);
const LOOK = EditorView.theme({
  "&": {
    border: "1px solid var(--edge)",
    borderRadius: "8px",
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    fontSize: "0.9375rem",
  },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { minHeight: "60vh", fontFamily: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace' },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--pine-wash) 45%, transparent)" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--focus) 30%, transparent)",
  },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", borderColor: "var(--edge)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--pine)", color: "var(--on-pine)", minHeight: "28px", padding: "3px 10px" },
});

/** The textarea stays in the form and holds the text: without this script the page works as it is. */
export function enhance(form: HTMLFormElement): EditorView | null {
  const area = form.querySelector("textarea");
  const label = form.querySelector(`label[for="${area?.id ?? ""}"]`);
  const known = form.querySelector<HTMLScriptElement>("script.completion")?.textContent;
  if (!area || !known) return null;
  const host = document.createElement("div");
  // in a shadow root the editor's styles are style sheet objects, which the page's strict policy lets through
  const root = host.attachShadow({ mode: "open" });
  const save = () => {
    form.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="spara"]'));
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        EditorState.phrases.of(words),
        EditorView.contentAttributes.of({ "aria-label": label?.textContent ?? "", "aria-multiline": "true" }),
        lineNumbers(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        highlightActiveLine(),
        highlightSelectionMatches(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of("  "),
        yaml(),
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [completer(JSON.parse(known) as Format)] }),
        linter((editor) => check(form, editor), { delay: 400 }),
        lintGutter(),
        // Esc lets Tab leave the editor (a keyboard is not to be caught): CodeMirror's own rule for indentWithTab
        keymap.of([
          { key: "Mod-s", run: save, preventDefault: true },
          ...completionKeymap,
          ...lintKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...defaultKeymap,
          indentWithTab,
        ]),
        LOOK,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  area.hidden = true;
  area.after(host);
  label?.addEventListener("click", () => view.focus());
  return view;
}

async function check(form: HTMLFormElement, editor: EditorView): Promise<Diagnostic[]> {
  const body = new URLSearchParams({ csrf: new FormData(form).get("csrf")?.toString() ?? "", text: editor.state.doc.toString() });
  const answer = await fetch(form.dataset["check"] ?? "", { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return [];
  const found = (await answer.json()) as Told[];
  return found.map((told) => diagnostic(told, editor));
}

function diagnostic(told: Told, editor: EditorView): Diagnostic {
  const { doc } = editor.state;
  const line = doc.line(Math.min(Math.max(told.line, 1), doc.lines));
  const from = Math.min(line.from + told.column - 1, line.to);
  const action = {
    name: words["Fix"] ?? "",
    apply: (view: EditorView) => {
      const now = view.state.doc.line(Math.min(told.line, view.state.doc.lines));
      const indent = /^\s*/.exec(now.text)?.[0].replace(/\t/g, "  ") ?? "";
      view.dispatch({ changes: { from: now.from, to: now.to, insert: indent + told.fix.trim() } });
    },
  };
  return {
    from,
    to: Math.max(from, line.to),
    severity: SEVERITY[told.severity],
    message: told.text,
    actions: told.fix ? [action] : [],
  };
}
