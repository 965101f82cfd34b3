/** An answer of the service: status, and the body as JSON where it is. */
export interface Answer<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Speaks to a service as a browser does: keeps the session cookie, sends JSON. */
export interface ApiClient {
  readonly baseUrl: string;
  cookie: string;
  /** Asks for `path` below `/api/v1`. */
  call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Body>>;
  get<Body>(path: string): Promise<Body>;
  /** Throws where the answer is an error. */
  send<Body>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Body>;
  signIn(username: string, password: string): Promise<void>;
  /** Asks again until the answer is as wanted. */
  until<Body>(path: string, isWanted: (body: Body) => boolean): Promise<Body>;
}

/** Shorter than a test may take, so that it is said what was waited for. */
const deadlineMs = 110_000;

/** A client for the service at `baseUrl`. */
export function createApiClient(baseUrl: string): ApiClient {
  const client: ApiClient = {
    baseUrl,
    cookie: '',
    call: async <Body>(
      method: string,
      path: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ) => {
      const response = await fetch(`${baseUrl}/api/v1${path}`, {
        method,
        headers: {
          ...(client.cookie !== '' && { cookie: client.cookie }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const set = response.headers.getSetCookie().find((one) => one.startsWith('plimsoll_session='));
      if (set !== undefined) client.cookie = set.split(';')[0] ?? '';
      const text = await response.text();
      const isJson = text !== '' && (response.headers.get('content-type') ?? '').includes('json');
      return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : {}) as Body };
    },
    get: (path) => expectOk(client, 'GET', path),
    send: (method, path, body) => expectOk(client, method, path, body),
    signIn: async (username, password) => void (await expectOk(client, 'POST', '/session', { username, password })),
    until: async <Body>(path: string, isWanted: (body: Body) => boolean) => {
      const deadline = Date.now() + deadlineMs;
      for (;;) {
        const body = await client.get<Body>(path);
        if (isWanted(body)) return body;
        if (Date.now() > deadline)
          throw new Error(`${path} did not become as wanted: ${JSON.stringify(body).slice(0, 2000)}`);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    },
  };
  return client;
}

async function expectOk<Body>(client: ApiClient, method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await client.call<Body>(method, path, body);
  if (answer.status < 400) return answer.body;
  throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
