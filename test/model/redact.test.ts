import { describe, expect, test } from 'vitest'
import { isSecretKey, redactText, redactValue, type Value } from '#model'

const hidden = { $unknown: 'redacted' }

describe('secret-looking keys', () => {
  test.each(['password', 'db_password', 'dbPassword', 'API_KEY', 'apiKey', 'api-key', 'token', 'githubToken', 'github_token', 'clientSecret', 'aws_secret_access_key', 'connectionString', 'Authorization', 'SNOWFLAKE_PRIVATE_KEY', 'accountKey'])('%s is', (key) => {
    expect(isSecretKey(key)).toBe(true)
  })
  test.each(['aws_conn_id', 'key', 'keyColumns', 'max_tokens', 'tokenizer', 'secret_name', 'token_count', 'primary_key', 'partitionKey', 'authorName', 'passThrough', 'pool', 'description', ''])('%s is not', (key) => {
    expect(isSecretKey(key)).toBe(false)
  })
})

describe('values', () => {
  test('are hidden whole under such a key, however deep', () => {
    expect(redactValue({ env: { DB_PASSWORD: 'hunter2', USER: 'me' }, list: [{ token: 12345 }] }))
      .toEqual({ env: { DB_PASSWORD: hidden, USER: 'me' }, list: [{ token: hidden }] })
  })
  test('that only point to a secret stay, since they say where it comes from', () => {
    expect(redactValue({ password: '{{ conn.db.password }}', token: '${GITHUB_TOKEN}', secret: null })).toEqual({ password: '{{ conn.db.password }}', token: '${GITHUB_TOKEN}', secret: null })
  })
  test('on both sides of a choice are hidden, the condition stays', () => {
    expect(redactValue({ password: { $choice: { when: 'process.env.PW != null', then: { $unknown: 'env', of: 'PW' }, else: 'changeme' } } }))
      .toEqual({ password: { $choice: { when: 'process.env.PW != null', then: { $unknown: 'env', of: 'PW' }, else: hidden } } })
  })
  test('beside their name are hidden too', () => {
    expect(redactValue({ settings: [{ path: 'dags.a.github_token', value: 'abc' }, { path: 'dags.a.wt', value: 'prod.x' }] }))
      .toEqual({ settings: [{ path: 'dags.a.github_token', value: hidden }, { path: 'dags.a.wt', value: 'prod.x' }] })
  })
  test('after a flag in a list of arguments are hidden', () => {
    expect(redactValue({ arguments: ['--password', 'hunter2', '--table', 'x'] })).toEqual({ arguments: ['--password', hidden, '--table', 'x'] })
  })
})

describe('values that give a secret away without a key of that name', () => {
  test.each<[string, Value, Value]>([
    ['what a secret falls back to', { q: { $choice: { when: 'process.env.DB_PASSWORD != null', then: { $unknown: 'env', of: 'DB_PASSWORD' }, else: 'hunter2' } } },
      { q: { $choice: { when: 'process.env.DB_PASSWORD != null', then: { $unknown: 'env', of: 'DB_PASSWORD' }, else: hidden } } }],
    ['a template of which a part is not known', { conn: { $template: ['pg://u:hunter2', { $unknown: 'env', of: 'Q' }, '@db'] } }, { conn: { $template: ['pg://u:***@db'] } }],
    ['a secret in pieces', { $template: ['run --token abc', { $unknown: 'env', of: 'Q' }, 'def --date ', { $unknown: 'env', of: 'D' }] }, { $template: ['run --token *** --date ', { $unknown: 'env', of: 'D' }] }],
    ['keys that are also words of ours', { password: { of: 'a1', at: 'b2', when: 'c3', type: 'd4' } }, { password: { of: hidden, at: hidden, when: hidden, type: hidden } }],
    ['entries of a map', { $map: [['password', 'x'], ['user', 'me']] }, { $map: [['password', hidden], ['user', 'me']] }],
    ['pairs', [['api_key', 'x'], ['user', 'me']], [['api_key', hidden], ['user', 'me']]],
    ['a literal in braces', { token: "{{ 'hunter2' }}" }, { token: hidden }],
    ['a default in braces', { token: "{{ var.value.get('k', 'hunter2') }}" }, { token: hidden }],
    ['what it is compared with', { when: "process.env.DB_PASSWORD === 'hunter2' && 'x1' != cfg.apiKey" }, { when: 'process.env.DB_PASSWORD === *** && *** != cfg.apiKey' }],
  ])('%s', (_, value, redacted) => expect(redactValue(value)).toEqual(redacted))
  test.each<[string, Value]>([
    ['a template whose secret is not known at all', { $template: ['pg://u:', { $unknown: 'env', of: 'PW' }, '@db'] }],
    ['an option whose secret is not known at all', { $template: ['run --password ', { $unknown: 'env', of: 'PW' }, ' --x'] }],
    ['what a parameter says of its type', { params: { token: { type: 'string', required: true } } }],
    ['a pair of columns', { columns: ['token', 'user_id'] }],
    ['a look-up by name', { token: "{{ var.value.get('k') }}", password: "{{ conn['db'].password }}" }],
    ['what a harmless variable falls back to', { $choice: { when: 'process.env.REGION != null', then: { $unknown: 'env', of: 'REGION' }, else: 'us' } }],
  ])('but not %s', (_, value) => expect(redactValue(value)).toEqual(value))
})

describe('text', () => {
  test.each([
    ['postgresql://etl:hunter2@db:5432/x', 'postgresql://etl:***@db:5432/x'],
    ['curl -H "Authorization: Bearer abcdefghijklmnop" x', 'curl -H "Authorization: Bearer ***" x'],
    ['export AWS=AKIAIOSFODNN7EXAMPLE', 'export AWS=***'],
    ['PGPASSWORD=hunter2 psql -c "select 1"', 'PGPASSWORD=*** psql -c "select 1"'],
    ['mysql --password=hunter2 -u me', 'mysql --password=*** -u me'],
    ['curl -s -u me:hunter2 https://x', 'curl -s -u me:*** https://x'],
    ['curl --user "me:hunter2" https://x', 'curl --user "me:***" https://x'],
    ['mysql -h db -phunter2 -e "select 1"', 'mysql -h db -p*** -e "select 1"'],
    ["create user etl identified by 'hunter2'", "create user etl identified by '***'"],
    ['run --token abc123 --x 1', 'run --token *** --x 1'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '***'],
  ])('%s', (text, redacted) => expect(redactText(text)).toBe(redacted))

  test.each([
    'select token, password from users where token = $1', 'see https://example.com:8080/a@b', '--password "$PASSWORD"', 'password: {{ var.value.pw }}',
    'basic cleaning', 'the bearer of news', 'secret: null', 'curl -u "$USER:$PW" x', 'curl -u {{ conn.x.login }}:{{ conn.x.password }} y', 'mysql -p -h db', 'rows identified by id',
  ])('%s stays as it is', (text) => expect(redactText(text)).toBe(text))
})

test('half a surrogate pair is replaced, in keys too, since it cannot be written', () => {
  expect(redactValue({ id: 't\ud800', emoji: '\ud83d\ude00', 'k\udc00': 1 })).toEqual({ id: 't\ufffd', emoji: '\ud83d\ude00', 'k\ufffd': 1 })
})
