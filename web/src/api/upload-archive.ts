import { ApiProblem, type Problem, type Scan } from './generated/index.ts';

export interface ArchiveUpload {
  readonly file: File;
  /** Which image of an archive that holds several. */
  readonly tag: string | undefined;
  readonly signal: AbortSignal;
  /** Told of the bytes that are sent. */
  readonly onProgress: (sent: number) => void;
}

/** Sends an archive to be scanned. By XMLHttpRequest, since fetch does not say how far an upload is. Throws {@link ApiProblem}. */
export function uploadArchive({ file, tag, signal, onProgress }: ArchiveUpload): Promise<Scan> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name.slice(0, 255), ...(tag !== undefined && { tag }) });
    request.open('POST', `/api/v1/uploads?${query}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      const body = parseJson(request.responseText);
      if (request.status === 202 && body !== undefined) resolve(body as Scan);
      else reject(new ApiProblem(isProblem(body) ? body : noAnswer(request.status)));
    };
    request.onerror = () => reject(new ApiProblem(noAnswer(0)));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'detail' in body && 'code' in body;
}

function noAnswer(status: number): Problem {
  const detail =
    status === 0
      ? 'The upload broke off: the service could not be reached, or the file cannot be read any more.'
      : `The service answered with status ${status}.`;
  return { type: 'about:blank', title: 'No answer', status, code: 'client/upload-failed', detail };
}
