// Canonical form 1 written anew from docs/label-profile.md, on String.prototype.normalize and npm `canonicalize`.
// Standard input: the vector file. Standard output: for each case its canonical text, digest and field digests.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";

function text(value) {
  if (value === undefined || value === null) return undefined;
  if (!value.isWellFormed()) throw new Error("lone surrogate");
  const normal = value.normalize("NFKC").replace(/\p{White_Space}+/gu, " ").replace(/^ | $/g, "");
  return normal === "" ? undefined : normal;
}

function code(value) {
  return text(value)?.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function object(members) {
  const stated = Object.entries(members).filter(([, value]) => value !== undefined);
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

function canonicalObject(posting) {
  const { employer, agency, conditions = {}, location = {}, pay } = posting;
  const { experience } = conditions;
  const figures = pay !== undefined && (pay.min !== undefined || pay.max !== undefined);
  return object({
    title: text(posting.title),
    employer: employer && object({ name: text(employer.name), uscc: code(employer.uscc) }),
    agency:
      agency &&
      object({
        name: text(agency.name),
        uscc: code(agency.uscc),
        seekers_charged: agency.seekers_charged,
        fee: agency.fee,
        fee_text: text(agency.fee_text),
      }),
    conditions: object({
      education: text(conditions.education),
      experience: experience && object({ min_years: experience.min_years ?? 0, max_years: experience.max_years }),
      other: text(conditions.other),
    }),
    employment_type: text(posting.employment_type),
    work_content: text(posting.work_content),
    work_conditions: text(posting.work_conditions),
    location: object({ division: text(location.division), address: text(location.address) }),
    pay: figures
      ? object({
          min: pay.min,
          max: pay.max,
          currency: text(pay.currency ?? "CNY"),
          period: text(pay.period),
          months: pay.months,
        })
      : undefined,
  });
}

const sha256 = (value) => createHash("sha256").update(value, "utf8").digest();

function answer({ name, posting }) {
  const members = canonicalObject(posting);
  const canonical = canonicalize(members);
  const fields = Object.entries(members).map(([field, value]) => [
    field,
    sha256(canonicalize({ [field]: value })).subarray(0, 9).toString("base64url"),
  ]);
  return { name, canonical, digest: `sha-256:${sha256(canonical).toString("base64url")}`, fields: Object.fromEntries(fields) };
}

function refuses({ name, posting }) {
  try {
    canonicalObject(posting);
  } catch {
    return { name, refused: true };
  }
  return { name, refused: false };
}

const file = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify({
    cases: file.cases.map(answer),
    jcs: file.jcs.map(({ name, value }) => ({ name, canonical: canonicalize(value) })),
    refused: file.refused.map(refuses),
  }),
);
