// Uses the site as a person does. usage: node site.mjs URL CHROMIUM PROFILE SCREENSHOTS
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Validator } from "@seriousme/openapi-schema-validator";
import { chromium } from "playwright-core";

const [url, executablePath, profile, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const FIRST_PAGE_BYTES = 60_000;
mkdirSync(shots, { recursive: true });

const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  viewport: DESKTOP,
  // What lets axe-core in, which pages themselves never need.
  bypassCSP: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(url).origin });
const page = context.pages()[0] ?? await context.newPage();
const complaints = [];
let failures = 0;
page.on("console", (message) => {
  if (["error", "warning"].includes(message.type())) complaints.push(message.text());
});
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("request", (request) => {
  if (!request.url().startsWith(url)) complaints.push(`asks ${request.url()}`);
});

async function check(what, run) {
  complaints.length = 0;
  try {
    await run();
    assert.deepEqual(complaints, []);
    console.log("ok    ", what);
  } catch (error) {
    failures += 1;
    console.log("FAILED", what, "\n", error.message);
    await page.screenshot({ path: `${shots}/failed-${failures}.png` }).catch(() => {});
  }
}

// Serious by axe-core's own scale, and wider than the window.
async function usableByAll(path) {
  await page.goto(new URL(path, url).href);
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`), []);
  const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= width, `${path} is ${wide} wide in a window of ${width}`);
}

const PAGES = ["/", "/search?q=delete", "/servers/brightkiln-pay", "/tools/charge_card/brightkiln-pay",
               "/tools/get_job_status", "/risk", "/risk/critical", "/category/execute", "/capability",
               "/capability/moves-money", "/attacks", "/attacks/rug-pull", "/changes", "/about",
               "/rules/category/deletes-data", "/api", "/nothing"];

await check("the description of the API is OpenAPI", async () => {
  const description = await (await fetch(new URL("/api/openapi.json", url))).json();
  const validator = new Validator();
  const { valid, errors } = await validator.validate(description);
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, "3.1");
});

await check("the first page is small", async () => {
  let bytes = 0;
  const count = async (response) => { bytes += (await response.request().sizes()).responseBodySize; };
  page.on("response", count);
  await page.goto(url, { waitUntil: "networkidle" });
  page.off("response", count);
  assert.ok(bytes > 0 && bytes <= FIRST_PAGE_BYTES, `${bytes} bytes`);
});

await check("search, a server, a tool", async () => {
  await page.goto(url);
  await page.getByRole("main").getByRole("searchbox").fill("charge card");
  await page.getByRole("main").getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "charge_card", exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: "charge_card" }).waitFor();
  assert.match(await page.textContent("main"), /Financial/);
  assert.ok(await page.locator("mark").count() > 0, "no evidence is marked");
  await page.locator(".eyebrow").getByRole("link").click();
  await page.getByRole("heading", { level: 2, name: "Policy" }).waitFor();
});

await check("copy a policy for another client", async () => {
  await page.goto(new URL("/servers/brightkiln-pay", url).href);
  // By its role, since more than one label on the page holds the word "for".
  await page.getByRole("combobox", { name: "For", exact: true }).selectOption("policylayer");
  await page.waitForURL(/target=policylayer/);
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const policy = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(policy.default, "deny");
  const [download] = await Promise.all([page.waitForEvent("download"),
                                        page.getByRole("link", { name: "Download" }).click()]);
  assert.equal(download.suggestedFilename(), "policy.json");
});

await check("what changed is on the first page, on the server's and on its own", async () => {
  await page.goto(url);
  await page.getByRole("heading", { level: 2, name: "Newest changes" }).waitFor();
  await page.getByRole("link", { name: "All changes" }).click();
  await page.getByRole("combobox", { name: "Severity from" }).selectOption("Critical");
  await page.waitForURL(/severity=Critical/);
  assert.match(await page.textContent("main"), /def\.injected/);
  await page.getByRole("link", { name: "list_customers", exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: "list_customers" }).waitFor();
});

await check("the keyboard alone", async () => {
  await page.goto(url);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  await page.keyboard.type("delete");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search/);
});

await check("the theme is chosen and kept", async () => {
  await page.goto(url);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: "Use the dark theme" }).click();
  assert.notEqual(await ground(), light);
  await page.goto(new URL("/risk", url).href);
  assert.notEqual(await ground(), light);
  await page.getByRole("button", { name: "Use the light theme" }).click();
  assert.equal(await ground(), light);
  await page.evaluate(() => localStorage.clear());
});

for (const [theme, size, name] of [["light", DESKTOP, "desktop"], ["dark", DESKTOP, "desktop"],
                                   ["light", PHONE, "phone"], ["dark", PHONE, "phone"]]) {
  for (const path of PAGES) {
    await check(`${path} ${name} ${theme}`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(size);
      await usableByAll(path);
      const file = path.replace(/[^a-z0-9]+/g, "-");
      await page.screenshot({ path: `${shots}/${name}-${theme}${file}.png`, fullPage: true });
      // A page that is not there is an error to the console, and rightly so.
      if (path === "/nothing") complaints.length = 0;
    });
  }
}

await check("without JavaScript", async () => {
  const plain = await context.browser()?.newContext({ javaScriptEnabled: false });
  const bare = await (plain ?? context).newPage();
  await bare.goto(new URL("/servers/brightkiln-pay?target=rego", url).href);
  assert.match(await bare.textContent("#policy-text"), /package/);
  await bare.close();
});

await context.close();
console.log(failures === 0 ? "all held" : `${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
