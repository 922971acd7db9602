// Status lists through npm `@sd-jwt/jwt-status-list`.
// Standard input: {"token", "label", "lists": [{lst, bits, indices}], "make": {bits, statuses}}.
import { readFileSync } from "node:fs";
import { StatusList, getListFromStatusListJWT, getStatusListFromJWT } from "@sd-jwt/jwt-status-list";

const asked = JSON.parse(readFileSync(0, "utf8"));
const answer = {};

if (asked.token !== undefined) {
  const reference = getStatusListFromJWT(asked.label);
  answer.reference = reference;
  answer.status = getListFromStatusListJWT(asked.token).getStatus(reference.idx);
}
answer.lists = (asked.lists ?? []).map(({ lst, bits, indices }) => {
  const list = StatusList.decompressStatusList(lst, bits);
  return indices.map((index) => list.getStatus(index));
});
if (asked.make !== undefined) {
  answer.made = new StatusList(asked.make.statuses, asked.make.bits).compressStatusList();
}
process.stdout.write(JSON.stringify(answer));
