import type { Result } from "ioredis"

/** In a stream the number of the last entry outlives the entry, so a log that was trimmed empty still knows where it was. */
const lastSeq = `
local function lastSeq(log)
  if redis.call('EXISTS', log) == 0 then return 0 end
  local facts = redis.call('XINFO', 'STREAM', log)
  for i = 1, #facts, 2 do
    if facts[i] == 'last-generated-id' then return tonumber(string.match(facts[i + 1], '^%d+')) end
  end
end
`

/** Steps that must be one: what others do between two of our commands would make them wrong. Each has one key. */
export const redisScripts = {
  /** Value, lifetime in ms; 1 when the value holds the key now. */
  holdValue: {
    numberOfKeys: 1,
    lua: `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`,
  },
  /** Value. */
  releaseValue: {
    numberOfKeys: 1,
    lua: `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`,
  },
  /** Window in ms; the count and how many ms are left of the window. */
  countEvent: {
    numberOfKeys: 1,
    lua: `
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}`,
  },
  /** Lifetime in ms, then the number and the text of each entry. */
  appendToLog: {
    numberOfKeys: 1,
    lua: `${lastSeq}
local last = lastSeq(KEYS[1])
for i = 2, #ARGV, 2 do
  local seq = tonumber(ARGV[i])
  if seq > last then
    redis.call('XADD', KEYS[1], ARGV[i] .. '-0', 't', ARGV[i + 1])
    last = seq
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])`,
  },
  /** Number after which to begin; the last number, then the entries as XRANGE gives them. */
  readLog: {
    numberOfKeys: 1,
    lua: `${lastSeq}
return {lastSeq(KEYS[1]), redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+')}`,
  },
} as const

declare module "ioredis" {
  interface RedisCommander<Context> {
    holdValue(key: string, value: string, lifetimeMs: number): Result<unknown, Context>
    releaseValue(key: string, value: string): Result<unknown, Context>
    countEvent(key: string, windowMs: number): Result<unknown, Context>
    appendToLog(log: string, lifetimeMs: number, ...seqsAndTexts: (number | string)[]): Result<unknown, Context>
    readLog(log: string, afterSeq: number): Result<unknown, Context>
  }
}
