/** A file that somebody chose, as a document to hand in. Throws an error whose message says what to do. */
export async function readDocument(file: Pick<File, 'name' | 'size' | 'text'>) {
  if (file.size > maxBytes) throw new Error(`${file.name} is larger than the 16 MiB that are taken.`);
  const body = parse(await file.text());
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Error(`${file.name} is no JSON object: choose an OpenVEX, CSAF or CycloneDX document in JSON.`);
  }
  return { name: file.name.slice(0, 200), body: body as Readonly<Record<string, unknown>> };
}

const maxBytes = 16 * 1024 * 1024;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
