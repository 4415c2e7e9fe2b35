import assert from "node:assert/strict"
import { readConfig } from "../../../server/config/config.ts"

const tenant = "11111111-2222-4333-8444-55555555555a"
const second = "22222222-3333-4444-8555-666666666666"
const client = "66666666-7777-4888-9999-000000000000"
const entra = { AUTH_MODE: "entra", AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: client }

describe("readConfig", () => {
  it("starts with nothing set: this machine only, local sign-in, offline answers", () => {
    assert.deepEqual(readConfig({}), {
      ok: true,
      config: {
        host: "127.0.0.1",
        port: 3000,
        tls: { kind: "dev" },
        dataDir: ".data",
        databaseUrl: undefined,
        redisUrl: undefined,
        development: true,
        auth: { mode: "local" },
        allowedOrigins: [],
        model: { provider: "offline" },
        embedding: { provider: "built-in" },
        questionsPerMinute: 10,
        retentionDays: null,
        metricsToken: undefined,
        logLevel: "info",
      },
    })
  })

  it("takes an empty value for one that is not set", () => {
    const read = readConfig({ PORT: "", OPENAI_API_KEY: " " })
    assert.ok(read.ok)
    assert.equal(read.config.port, 3000)
    assert.deepEqual(read.config.model, { provider: "offline" })
  })

  const accepted: [Record<string, string>, string, unknown][] = [
    [{ OPENAI_API_KEY: "k" }, "model", { provider: "openai", apiKey: "k", baseUrl: undefined, model: "gpt-4.1-mini" }],
    [
      { OPENAI_BASE_URL: "http://localhost:11434/v1", OPENAI_MODEL: "llama3.1" },
      "model",
      { provider: "openai", apiKey: undefined, baseUrl: "http://localhost:11434/v1", model: "llama3.1" },
    ],
    [{ OPENAI_API_KEY: "k", LLM_PROVIDER: "offline" }, "model", { provider: "offline" }],
    [
      { LLM_PROVIDER: "azure", OPENAI_API_KEY: "k", OPENAI_BASE_URL: "https://x.openai.azure.com", OPENAI_MODEL: "d" },
      "model",
      {
        provider: "azure",
        apiKey: "k",
        endpoint: "https://x.openai.azure.com",
        deployment: "d",
        apiVersion: "2024-10-21",
      },
    ],
    [
      { HOST: "0.0.0.0", ...entra },
      "auth",
      {
        mode: "entra",
        tenantIds: [tenant],
        clientId: client,
        authority: "https://login.microsoftonline.com",
        appIdUri: `api://${client}`,
      },
    ],
    [
      {
        ...entra,
        AZURE_TENANT_ID: `${tenant.toUpperCase()}, ${second}`,
        AZURE_AUTHORITY: "https://login.microsoftonline.us/",
        AZURE_APP_ID_URI: `api://chat.example.com/${client}`,
      },
      "auth",
      {
        mode: "entra",
        tenantIds: [tenant, second],
        clientId: client,
        authority: "https://login.microsoftonline.us",
        appIdUri: `api://chat.example.com/${client}`,
      },
    ],
    [{ RETENTION_DAYS: "30" }, "retentionDays", 30],
    [{ METRICS_TOKEN: "a-long-enough-token" }, "metricsToken", "a-long-enough-token"],
    [
      { EMBEDDING_PROVIDER: "openai", OPENAI_API_KEY: "k" },
      "embedding",
      { provider: "openai", apiKey: "k", baseUrl: undefined, model: "text-embedding-3-small" },
    ],
    [
      { EMBEDDING_PROVIDER: "transformers" },
      "embedding",
      { provider: "transformers", model: "Xenova/all-MiniLM-L6-v2" },
    ],
    [
      { EMBEDDING_PROVIDER: "transformers", EMBEDDING_MODEL: "./server" },
      "embedding",
      { provider: "transformers", model: "./server" },
    ],
    [{ HOST: "::1" }, "auth", { mode: "local" }],
    [{ TLS: "off" }, "tls", { kind: "off" }],
    [
      { TLS_CERT: "package.json", TLS_KEY: "LICENSE" },
      "tls",
      { kind: "files", certificate: "package.json", key: "LICENSE" },
    ],
    [{ RATE_LIMIT: "off" }, "questionsPerMinute", null],
    [{ RATE_LIMIT: "3" }, "questionsPerMinute", 3],
    [
      { ALLOWED_ORIGINS: "https://a.example.com, https://b.example.com:8443/" },
      "allowedOrigins",
      ["https://a.example.com", "https://b.example.com:8443"],
    ],
    [{ ...entra, NODE_ENV: "production" }, "development", false],
  ]
  for (const [environment, field, expected] of accepted)
    it(`reads ${JSON.stringify(environment)}`, () => {
      const read = readConfig(environment)
      assert.ok(read.ok, JSON.stringify(read))
      assert.deepEqual((read.config as unknown as Record<string, unknown>)[field], expected)
    })

  const localOnly =
    "Local sign-in lets anybody in, so it works only on this machine and outside production: " +
    "set AUTH_MODE=entra with AZURE_TENANT_ID and AZURE_CLIENT_ID, or HOST=127.0.0.1 without NODE_ENV=production."
  const notATenant =
    "AZURE_TENANT_ID must be the tenant's id (a GUID), or several separated by commas; common and organizations would let everybody in."
  const refused: [Record<string, string>, string[]][] = [
    [{ HOST: "0.0.0.0" }, [localOnly]],
    [{ NODE_ENV: "production" }, [localOnly]],
    [{ AUTH_MODE: "local", HOST: "192.168.1.5" }, [localOnly]],
    [{ AUTH_MODE: "none" }, ["AUTH_MODE must be one of local, entra."]],
    [{ AUTH_MODE: "entra" }, ["AUTH_MODE=entra needs AZURE_TENANT_ID and AZURE_CLIENT_ID."]],
    ...["http://login.microsoftonline.com", "https://login.microsoftonline.com/common", "login.microsoftonline.us"].map(
      (authority): [Record<string, string>, string[]] => [
        { ...entra, AZURE_AUTHORITY: authority },
        ["AZURE_AUTHORITY must be an https address without a path, such as https://login.microsoftonline.us."],
      ],
    ),
    [{ ...entra, AZURE_TENANT_ID: "common" }, [notATenant]],
    [{ ...entra, AZURE_TENANT_ID: `${tenant},organizations` }, [notATenant]],
    [
      { ...entra, AZURE_APP_ID_URI: "https://chat.example.com" },
      ["AZURE_APP_ID_URI must be the application's ID URI, such as api://chat.example.com/<client id>."],
    ],
    [{ PORT: "80a" }, ["PORT must be a whole number from 0 to 65535."]],
    [{ PORT: "65536" }, ["PORT must be a whole number from 0 to 65535."]],
    [
      { PORT: "-1", LOG_LEVEL: "loud" },
      [
        "PORT must be a whole number from 0 to 65535.",
        "LOG_LEVEL must be one of fatal, error, warn, info, debug, silent.",
      ],
    ],
    [{ TLS: "on" }, ["TLS must be one of dev, off."]],
    [{ TLS_CERT: "package.json" }, ["TLS_CERT and TLS_KEY must be set together."]],
    [{ TLS_CERT: "package.json", TLS_KEY: "no.pem" }, ["TLS_KEY names the file no.pem, which does not exist."]],
    [
      { TLS: "off", TLS_CERT: "package.json", TLS_KEY: "LICENSE" },
      ["TLS=off and TLS_CERT exclude each other: remove one."],
    ],
    [
      { ALLOWED_ORIGINS: "*" },
      ["ALLOWED_ORIGINS must be origins such as https://chat.example.com, separated by commas."],
    ],
    [
      { ALLOWED_ORIGINS: "https://a.example.com/path" },
      ["ALLOWED_ORIGINS must be origins such as https://chat.example.com, separated by commas."],
    ],
    [{ LLM_PROVIDER: "gemini" }, ["LLM_PROVIDER must be one of offline, openai, azure."]],
    [{ LLM_PROVIDER: "openai" }, ["LLM_PROVIDER=openai needs OPENAI_API_KEY or OPENAI_BASE_URL."]],
    [{ OPENAI_BASE_URL: "localhost:11434" }, ["OPENAI_BASE_URL must be an http or https address."]],
    [
      { OPENAI_BASE_URL: "http://localhost:11434/v1" },
      ["OPENAI_BASE_URL needs OPENAI_MODEL, the name of a model it serves."],
    ],
    [
      { LLM_PROVIDER: "azure", OPENAI_API_KEY: "k" },
      [
        "LLM_PROVIDER=azure needs OPENAI_API_KEY, OPENAI_BASE_URL (https://<resource>.openai.azure.com) and OPENAI_MODEL (the deployment).",
      ],
    ],
    [{ METRICS_TOKEN: "short" }, ["METRICS_TOKEN must have at least 16 characters."]],
    [{ RATE_LIMIT: "0" }, ["RATE_LIMIT must be a whole number of questions a minute, or off."]],
    [{ DATABASE_URL: "mysql://x" }, ["DATABASE_URL must be an address that starts with postgres:// or postgresql://."]],
    [{ REDIS_URL: "localhost" }, ["REDIS_URL must be an address that starts with redis:// or rediss://."]],
    [{ EMBEDDING_PROVIDER: "openai" }, ["EMBEDDING_PROVIDER=openai needs OPENAI_API_KEY or OPENAI_BASE_URL."]],
    [{ EMBEDDING_MODEL: "m" }, ["EMBEDDING_MODEL needs EMBEDDING_PROVIDER=openai or transformers."]],
    [{ EMBEDDING_PROVIDER: "own" }, ["EMBEDDING_PROVIDER must be one of built-in, openai, transformers."]],
    [
      { EMBEDDING_PROVIDER: "transformers", EMBEDDING_MODEL: "/no/model" },
      ["EMBEDDING_MODEL names the folder /no/model, which does not exist."],
    ],
    [{ RETENTION_DAYS: "0" }, ["RETENTION_DAYS must be a whole number of days, or off."]],
    [{ METRICS_TOKEN: "short" }, ["METRICS_TOKEN must have at least 16 characters."]],
  ]
  for (const [environment, problems] of refused)
    it(`refuses ${JSON.stringify(environment)}`, () => {
      assert.deepEqual(readConfig(environment), { ok: false, problems })
    })

  it("names an unknown setting of the .env file, and leaves the rest of the environment alone", () => {
    assert.deepEqual(readConfig({ PATH: "/bin", OPENAI_KEY: "k" }, ["OPENAI_KEY"]), {
      ok: false,
      problems: ["OPENAI_KEY in .env is not a setting of this program: see .env.example."],
    })
  })
})
