/** Proxy settings in the usual environment variables, lower or upper case. */
export interface ProxySettings {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  /** Comma-separated hosts, domains with or without a leading dot, `host:port`, or `*`. */
  readonly noProxy?: string;
}

/** Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`; the lower-case spelling wins, as curl has it. */
export function readProxySettings(environment: Readonly<Record<string, string | undefined>>): ProxySettings {
  const read = (name: string) => environment[name] || environment[name.toUpperCase()] || undefined;
  const [httpProxy, httpsProxy, noProxy] = [read('http_proxy'), read('https_proxy'), read('no_proxy')];
  return {
    ...(httpProxy !== undefined && { httpProxy }),
    ...(httpsProxy !== undefined && { httpsProxy }),
    ...(noProxy !== undefined && { noProxy }),
  };
}

/** The proxy to use for a URL, or undefined. */
export function proxyFor(url: string, settings: ProxySettings): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  const exempt = (settings.noProxy ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  if (exempt.some((entry) => entry !== '' && isExempt(hostname.toLowerCase(), port, entry))) return undefined;
  return protocol === 'https:' ? settings.httpsProxy : settings.httpProxy;
}

function isExempt(host: string, port: string, entry: string): boolean {
  if (entry === '*') return true;
  const [name = '', onlyPort] = entry.startsWith('[') ? [entry] : entry.split(':');
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}
