/** A word of a shell script with its quotes taken away, or what stands between commands. */
export interface ShellWord {
  readonly kind: 'word' | 'operator';
  readonly text: string;
}

const operators = ';&|()\n';

/** The words and operators of a shell script, in time that stands in proportion to it. What is quoted and not closed ends with the script. */
export function* readWords(script: string): Generator<ShellWord> {
  let at = 0;
  while (at < script.length) {
    const char = script.charAt(at);
    if (operators.includes(char)) {
      const text = operatorAt(script, at);
      yield { kind: 'operator', text };
      at += text.length;
    } else if (/\s/.test(char)) at += 1;
    else {
      const word = wordAt(script, at);
      yield { kind: 'word', text: word.text };
      at = word.end;
    }
  }
}

function operatorAt(script: string, at: number): string {
  const two = script.slice(at, at + 2);
  return two === '&&' || two === '||' || two === '|&' ? two : script.charAt(at);
}

/** `2>&1` and `&>` are redirections: the `&` of the first ends no command. */
function wordAt(script: string, start: number): { readonly text: string; readonly end: number } {
  let text = '';
  let at = start;
  while (at < script.length) {
    const char = script.charAt(at);
    const isOperator = operators.includes(char) && !(char === '&' && /[<>]$/.test(text));
    if (isOperator || /\s/.test(char)) break;
    if (char === '"' || char === "'") {
      const end = closingQuote(script, at);
      text += script.slice(at + 1, end);
      at = end + 1;
    } else {
      const isEscape = char === '\\';
      text += isEscape ? script.charAt(at + 1) : char;
      at += isEscape ? 2 : 1;
    }
  }
  return { text, end: at };
}

/** The place of the quote that closes the one at `start`, or the end of the script. Backslashes escape in double quotes only. */
function closingQuote(script: string, start: number): number {
  const quote = script.charAt(start);
  let at = start + 1;
  while (at < script.length && script.charAt(at) !== quote) at += quote === '"' && script.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at, script.length);
}
