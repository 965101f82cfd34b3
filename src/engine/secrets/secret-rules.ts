import type { SecretRule } from './secret-rule.ts';

type Severity = SecretRule['severity'];

/** A token that starts with a fixed prefix, followed by `count` characters of `alphabet`. */
function token(
  [name, title, severity]: readonly [name: string, title: string, severity: Severity],
  prefixes: readonly string[],
  rest: string,
  minEntropy = 2.5,
): SecretRule {
  const alternatives = prefixes.map((prefix) => prefix.replaceAll(/[.+*?()[\]{}|\\^$]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?:${alternatives})${rest}(?![A-Za-z0-9])`, 'y');
  return { name, title, severity, literals: prefixes, pattern, minEntropy };
}

const url = '[A-Za-z0-9_-]';

/**
 * The kinds of credentials that are looked for. Each form is the issuer's own: the prefix, alphabet and length that its
 * documentation or its tokens show.
 */
export const secretRules: readonly SecretRule[] = [
  token(['aws-access-key-id', 'AWS access key ID', 'high'], ['AKIA', 'ASIA'], '[A-Z2-7]{16}'),
  {
    name: 'aws-secret-access-key',
    title: 'AWS secret access key',
    severity: 'critical',
    literals: ['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY', 'aws_secret_key', 'AWS_SECRET_KEY', 'SecretAccessKey'],
    pattern: /[A-Za-z_]{10,30}["']?[ \t]{0,8}[:=][ \t]{0,8}["']?(?<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/y,
    minEntropy: 3.5,
    anywhere: true,
  },
  token(['github-token', 'GitHub token', 'critical'], ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], '[A-Za-z0-9]{36,255}'),
  token(
    ['github-fine-grained-token', 'GitHub fine-grained token', 'critical'],
    ['github_pat_'],
    '[A-Za-z0-9_]{60,255}',
  ),
  token(
    ['gitlab-token', 'GitLab token', 'critical'],
    ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-'],
    '[A-Za-z0-9_.-]{20,300}',
  ),
  token(
    ['slack-token', 'Slack token', 'high'],
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xapp-'],
    '[A-Za-z0-9-]{10,250}',
  ),
  token(['slack-webhook', 'Slack webhook address', 'medium'], ['hooks.slack.com/services/'], '[A-Za-z0-9/]{40,80}'),
  token(['stripe-key', 'Stripe secret key', 'critical'], ['sk_live_', 'rk_live_'], '[A-Za-z0-9]{16,250}'),
  token(['google-api-key', 'Google API key', 'high'], ['AIza'], `${url}{35}`),
  token(['google-oauth-secret', 'Google OAuth client secret', 'high'], ['GOCSPX-'], `${url}{28}`),
  {
    name: 'private-key',
    title: 'Private key',
    severity: 'critical',
    literals: ['-----BEGIN '],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\\n|\\r|[\s"',+]){1,40}[A-Za-z0-9+/:=\- ,\\\r\n]{40,20000}/y,
    anywhere: true,
  },
  {
    name: 'json-web-token',
    title: 'JSON Web Token',
    severity: 'medium',
    literals: ['eyJ'],
    pattern: /eyJ[A-Za-z0-9_-]{12,2000}\.eyJ[A-Za-z0-9_-]{12,4000}\.[A-Za-z0-9_-]{16,1400}/y,
    minEntropy: 3.5,
  },
  token(['npm-token', 'npm token', 'critical'], ['npm_'], '[A-Za-z0-9]{36}'),
  {
    name: 'npmrc-auth-token',
    title: 'npm registry credential',
    severity: 'critical',
    literals: [':_authToken', ':_password', ':_auth'],
    pattern: /:_[A-Za-z]{4,9}[ \t]{0,4}=[ \t]{0,4}"?(?<value>[^\s"$]{8,2000})/y,
    anywhere: true,
  },
  token(
    ['pypi-token', 'PyPI token', 'critical'],
    ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZw'],
    `${url}{50,1000}`,
  ),
  token(['rubygems-key', 'RubyGems API key', 'critical'], ['rubygems_'], '[a-f0-9]{48}'),
  token(['crates-token', 'crates.io token', 'critical'], ['cio'], '[A-Za-z0-9]{32}', 3.5),
  token(['docker-hub-token', 'Docker Hub access token', 'critical'], ['dckr_pat_', 'dckr_oat_'], `${url}{27,60}`),
  {
    name: 'docker-config-auth',
    title: 'Registry credential of a Docker configuration',
    severity: 'critical',
    literals: ['"auth"'],
    pattern: /"auth"\s{0,8}:\s{0,8}"(?<value>[A-Za-z0-9+/]{12,4000}={0,2})"/y,
    anywhere: true,
  },
  token(['twilio-key', 'Twilio API key', 'high'], ['SK'], '[a-f0-9]{32}', 3),
  token(['sendgrid-key', 'SendGrid API key', 'high'], ['SG.'], `${url}{22}\\.${url}{43}`),
  token(['mailgun-key', 'Mailgun API key', 'high'], ['key-'], '[a-f0-9]{32}', 3),
  token(['digitalocean-token', 'DigitalOcean token', 'critical'], ['dop_v1_', 'doo_v1_', 'dor_v1_'], '[a-f0-9]{64}'),
  token(['doppler-token', 'Doppler token', 'critical'], ['dp.pt.', 'dp.st.', 'dp.sa.'], '[A-Za-z0-9._-]{40,80}'),
  {
    name: 'azure-storage-key',
    title: 'Azure storage account key',
    severity: 'critical',
    literals: ['AccountKey='],
    pattern: /AccountKey=(?<value>[A-Za-z0-9+/]{86}==)/y,
    anywhere: true,
  },
  token(['azure-sas-token', 'Azure shared access signature', 'high'], ['sig='], '[A-Za-z0-9%]{43,80}%3[dD]', 3.5),
  token(['databricks-token', 'Databricks token', 'critical'], ['dapi'], '[a-f0-9]{32}(?:-[0-9])?', 3),
  token(['vault-token', 'HashiCorp Vault token', 'critical'], ['hvs.', 'hvb.', 'hvr.'], `${url}{24,400}`, 3),
  token(
    ['age-secret-key', 'age secret key', 'critical'],
    ['AGE-SECRET-KEY-1'],
    '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
  ),
  token(['shopify-token', 'Shopify token', 'critical'], ['shpat_', 'shpca_', 'shppa_', 'shpss_'], '[a-fA-F0-9]{32}'),
  token(['square-token', 'Square token', 'critical'], ['sq0atp-', 'sq0csp-'], `${url}{22,43}`),
  token(['openai-key', 'OpenAI API key', 'critical'], ['sk-proj-', 'sk-svcacct-', 'sk-admin-'], `${url}{40,250}`, 3),
  token(['anthropic-key', 'Anthropic API key', 'critical'], ['sk-ant-'], `${url}{40,250}`, 3),
  token(['hugging-face-token', 'Hugging Face token', 'high'], ['hf_'], '[A-Za-z]{34}', 3),
  token(['new-relic-key', 'New Relic key', 'high'], ['NRAK-'], '[A-Z0-9]{27}'),
  token(['grafana-token', 'Grafana token', 'high'], ['glsa_', 'glc_'], '[A-Za-z0-9+/_=]{32,500}', 3),
  token(['sentry-token', 'Sentry token', 'high'], ['sntrys_', 'sntryu_'], '[A-Za-z0-9+/=_-]{60,500}'),
  token(['linear-key', 'Linear API key', 'high'], ['lin_api_'], '[A-Za-z0-9]{40}'),
  token(['postman-key', 'Postman API key', 'high'], ['PMAK-'], '[a-f0-9]{24}-[a-f0-9]{34}'),
  token(['pulumi-token', 'Pulumi token', 'critical'], ['pul-'], '[a-f0-9]{40}', 3),
  token(['supabase-token', 'Supabase token', 'critical'], ['sbp_'], '[a-f0-9]{40}', 3),
  token(['telegram-bot-token', 'Telegram bot token', 'high'], ['api.telegram.org/bot'], `[0-9]{8,10}:${url}{35}`),
  {
    name: 'url-password',
    title: 'Password in an address',
    severity: 'high',
    literals: ['://'],
    pattern: /:\/\/[^\s:@/"'`<>$%{}]{0,100}:(?<value>[^\s:@/"'`<>${}]{3,200})@[A-Za-z0-9[]/y,
    minEntropy: 2,
    generic: true,
    anywhere: true,
  },
];
