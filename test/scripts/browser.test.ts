import assert from "node:assert/strict"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { findBrowser } from "../../scripts/browser.ts"

describe("findBrowser", () => {
  const kept = { PATH: process.env["PATH"], CHROME_PATH: process.env["CHROME_PATH"] }
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "browser-"))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
    for (const [name, value] of Object.entries(kept))
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
  })

  const program = (name: string): string => {
    const path = join(folder, name)
    writeFileSync(path, "#!/bin/sh\n")
    chmodSync(path, 0o755)
    return path
  }

  it("takes CHROME_PATH before anything else", () => {
    process.env["CHROME_PATH"] = program("my-browser")
    assert.equal(findBrowser(), join(folder, "my-browser"))
  })

  it("says what is wrong with a CHROME_PATH that is no program", () => {
    process.env["CHROME_PATH"] = join(folder, "nothing")
    assert.throws(() => findBrowser(), /CHROME_PATH is .*nothing, which is not a program that can be run/)
  })

  it("takes the shell, which is faster, before the browser with windows", () => {
    Reflect.deleteProperty(process.env, "CHROME_PATH")
    process.env["PATH"] = folder
    program("chromium")
    program("chromium-headless-shell")
    assert.equal(findBrowser(), join(folder, "chromium-headless-shell"))
  })

  it("finds Chromium, Chrome or Edge on the path, and passes over what cannot be run", () => {
    Reflect.deleteProperty(process.env, "CHROME_PATH")
    process.env["PATH"] = folder
    writeFileSync(join(folder, "chromium"), "no program")
    program("microsoft-edge")
    assert.equal(findBrowser(), join(folder, "microsoft-edge"))
  })
})
