// Tokens through npm `jose`. Standard input: {"verify": [{token, jwk, typ}], "sign": {header, payload}}.
// Standard output: the protected header and claims of each token, and a token signed with a key made here.
import { readFileSync } from "node:fs";
import { CompactSign, calculateJwkThumbprint, compactVerify, exportJWK, generateKeyPair, importJWK, jwtVerify } from "jose";

const asked = JSON.parse(readFileSync(0, "utf8"));

async function verify({ token, jwk, typ, now }) {
  try {
    const key = await importJWK(jwk, "ES256");
    const currentDate = new Date(now * 1000);
    const { payload, protectedHeader } = await jwtVerify(token, key, { algorithms: ["ES256"], typ, currentDate });
    await compactVerify(token, key);
    const thumbprint = await calculateJwkThumbprint(jwk);
    return { claims: payload, header: protectedHeader, thumbprint };
  } catch (error) {
    return { error: error.code ?? String(error) };
  }
}

async function sign({ typ, payload }) {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "ES256", kid, typ })
    .sign(privateKey);
  return { token, jwk: { ...jwk, kid } };
}

const verified = await Promise.all((asked.verify ?? []).map(verify));
const signed = asked.sign === undefined ? null : await sign(asked.sign);
process.stdout.write(JSON.stringify({ verified, signed }));
