// SPDX-License-Identifier: GPL-3.0-or-later
//
// What AWS does with a signed request before it looks at it: Signature Version 4 is
// computed anew from what arrived, and compared. Written from the published algorithm,
// not from our signer, so that the two can disagree.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const MAX_SKEW_MS = 5 * 60 * 1000;

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, data) => createHmac('sha256', key).update(data).digest();

const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());

// Every service but S3 encodes the path that arrived once more: %3A is signed as %253A.
const canonicalPath = (path) => path.split('/').map(encode).join('/') || '/';

const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const canonicalQuery = (query) =>
  query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [encode(decode(pair)), ''] : [encode(decode(pair.slice(0, at))), encode(decode(pair.slice(at + 1)))];
    })
    .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const failure = (type, message) => ({ ok: false, type, message });

const parseAuthorization = (header) => {
  const found = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header);
  if (!found) return null;
  const parts = Object.fromEntries(
    found[1].split(',').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
  const scope = (parts.Credential ?? '').split('/');
  if (scope.length !== 5 || !parts.SignedHeaders || !parts.Signature) return null;
  const [accessKey, day, region, service, end] = scope;
  return { accessKey, day, region, service, end, signed: parts.SignedHeaders.split(';'), signature: parts.Signature };
};

const parseDate = (stamp) => {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp ?? '');
  return found ? Date.UTC(found[1], found[2] - 1, found[3], found[4], found[5], found[6]) : NaN;
};

const checkScope = (auth, headers, { service, region, now }) => {
  const stamp = headers['x-amz-date'];
  const time = parseDate(stamp);
  if (Number.isNaN(time)) return failure('IncompleteSignatureException', 'X-Amz-Date is missing or is not a date');
  if (auth.end !== 'aws4_request' || auth.service !== service || auth.region !== region || !stamp.startsWith(auth.day)) {
    return failure(
      'InvalidSignatureException',
      `Credential should be scoped to ${stamp.slice(0, 8)}/${region}/${service}/aws4_request, not ${auth.day}/${auth.region}/${auth.service}/${auth.end}`,
    );
  }
  if (Math.abs(now - time) > MAX_SKEW_MS) {
    return failure('InvalidSignatureException', `Signature expired: ${stamp} is not within 5 minutes of the server's clock`);
  }
  const unsigned = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => !auth.signed.includes(name),
  );
  return unsigned.length
    ? failure('InvalidSignatureException', `'${unsigned.join("', '")}' must be a signed header`)
    : null;
};

/**
 * request: {method, url, headers (lower case, as Node has them), body (Buffer)}.
 * credentials: access key -> {secret, token?, role}. Answers {ok: true, role} or {ok: false, type, message}.
 */
export const verify = (request, { service, region, credentials, now = Date.now() }) => {
  const { headers } = request;
  if (!headers.authorization) return failure('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  const auth = parseAuthorization(headers.authorization);
  if (!auth) return failure('IncompleteSignatureException', 'The Authorization header cannot be read');
  const known = credentials[auth.accessKey];
  if (!known) return failure('UnrecognizedClientException', 'The security token included in the request is invalid.');
  if (known.token && headers['x-amz-security-token'] !== known.token) {
    return failure('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const refused = checkScope(auth, headers, { service, region, now });
  if (refused) return refused;

  const [path, query = ''] = request.url.split(/\?(.*)/s);
  const canonical = [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...auth.signed.map((name) => `${name}:${String(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    auth.signed.join(';'),
    sha256(request.body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${auth.day}/${region}/${service}/aws4_request`, sha256(canonical)].join('\n');
  const key = [auth.day, region, service, 'aws4_request'].reduce(hmac, 'AWS4' + known.secret);
  const expected = Buffer.from(createHmac('sha256', key).update(toSign).digest('hex'));
  const given = Buffer.from(auth.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    return failure(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  return { ok: true, role: known.role };
};
