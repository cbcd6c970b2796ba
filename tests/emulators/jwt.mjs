// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON Web Tokens as Cognito makes and API Gateway checks them: RS256 and nothing else.
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The emulator's own signing key. Kept in `file`, so that tokens outlive a restart; made when it is not there. */
export const loadKey = (file) => {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey);
  return { kid: 'StintEmulator', privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'StintEmulator', alg: 'RS256', use: 'sig' } };
};

export const mint = (key, claims, header = {}) => {
  const head = { alg: 'RS256', typ: 'JWT', kid: key.kid, ...header };
  const text = `${part(head)}.${part(claims)}`;
  if (head.alg === 'none') return text + '.';
  // The classic forgery: the public key, which everybody has, used as the secret of an HMAC.
  if (head.alg === 'HS256') {
    return `${text}.${createHmac('sha256', key.publicKey.export({ type: 'spki', format: 'pem' })).update(text).digest('base64url')}`;
  }
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key.privateKey).toString('base64url')}`;
};

export const readClaims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

/** The claims of a token that one of `jwks` signed for `issuer` and that has not expired; throws the reason otherwise. */
export const check = (token, { jwks, issuer, now = Date.now() }) => {
  const parts = String(token).split('.');
  if (parts.length !== 3) throw new Error('not a token');
  const header = JSON.parse(Buffer.from(parts[0], 'base64url').toString());
  if (header.alg !== 'RS256') throw new Error('algorithm');
  const jwk = jwks.find((key) => key.kid === header.kid);
  if (!jwk) throw new Error('unknown key');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if (!verify('RSA-SHA256', Buffer.from(`${parts[0]}.${parts[1]}`), key, Buffer.from(parts[2], 'base64url'))) throw new Error('signature');
  const claims = readClaims(token);
  if (claims.iss !== issuer) throw new Error('issuer');
  if (typeof claims.exp !== 'number' || claims.exp * 1000 <= now) throw new Error('expired');
  return claims;
};
