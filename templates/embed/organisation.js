/* Puts the panel "licence and supervision" (许可及监管) of one organisation where this script element stands:
 *
 *   <script src="https://REGISTRY/embed/organisation.js" data-uscc="CODE" data-lang="zh" async></script>
 *
 * data-uscc    unified social credit code, 18 characters
 * data-lang    zh or en; left out, the reader's browser chooses
 * data-height  height of the frame in pixels, 120 to 2000; 600 unless given
 *
 * It sets no cookie, reads nothing of the page, and listens to nothing. The host's policy needs no more than
 * script-src and frame-src with the registry's address.
 */
(() => {
  "use strict";

  const CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
  const HEIGHT = { usual: 600, least: 120, most: 2000 };
  const TITLES = { zh: "许可及监管", en: "Licence and supervision" };

  const said = (zh, en) => `[certreg] ${zh} · ${en}`;
  const element = document.currentScript;
  if (element === null) {
    console.error(
      said(
        "organisation.js 只能作为普通脚本元素使用，不能作为模块",
        "organisation.js works as a classic script element, not as a module",
      ),
    );
    return;
  }

  const code = (element.dataset.uscc ?? "").replace(/\s/g, "").toUpperCase();
  if (!CODE.test(code)) {
    console.error(
      said(
        `data-uscc 不是18位统一社会信用代码：${JSON.stringify(element.dataset.uscc ?? null)}`,
        "data-uscc is no unified social credit code of 18 characters; nothing is shown",
      ),
    );
    return;
  }

  const asked = element.dataset.lang;
  const lang = Object.hasOwn(TITLES, asked ?? "") ? asked : null;
  if (asked !== undefined && lang === null) {
    console.warn(said("data-lang 只能是 zh 或 en", "data-lang is zh or en"));
  }

  const wanted = element.dataset.height;
  const fits = /^[0-9]{3,4}$/.test(wanted ?? "") && wanted >= HEIGHT.least && wanted <= HEIGHT.most;
  if (wanted !== undefined && !fits) {
    console.warn(
      said(
        `data-height 应为 ${HEIGHT.least} 至 ${HEIGHT.most} 的整数`,
        `data-height is a whole number from ${HEIGHT.least} to ${HEIGHT.most}`,
      ),
    );
  }

  const address = new URL(`../organisations/${code}/embed`, element.src);
  if (lang !== null) {
    address.searchParams.set("lang", lang);
  }

  const frame = document.createElement("iframe");
  const attributes = {
    title: `${TITLES[lang ?? "zh"]} ${code}`,
    width: "100%",
    height: fits ? wanted : String(HEIGHT.usual),
    frameborder: "0",
    loading: "lazy",
    sandbox: "allow-popups allow-popups-to-escape-sandbox",
    referrerpolicy: "no-referrer",
    // The address last: what holds for the frame stands before it loads.
    src: address.href,
  };
  for (const [name, value] of Object.entries(attributes)) {
    frame.setAttribute(name, value);
  }
  element.after(frame);
})();
