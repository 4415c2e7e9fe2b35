import { makeChunk, type Chunk } from "./chunk.ts"

/** As long as a chunk of rows. */
const chunkCharacters = 1200
/** What a chunk repeats of the one before is no longer: whole sentences of its end. */
const overlapCharacters = 200

/** A part of a text that is not divided, and the line it begins on, from 1. */
interface Piece {
  readonly text: string
  readonly line: number
}

/** A text as chunks of whole paragraphs; a paragraph too long for one is cut between sentences, or words. The address is the lines. */
export function* textChunks(title: string, text: string): Generator<Chunk> {
  let waiting: Piece[] = []
  let repeated = 0
  for (const piece of piecesOf(text)) {
    if (waiting.length > repeated && lengthOf([...waiting, piece]) > chunkCharacters) {
      yield chunkOf(title, waiting)
      waiting = endOf(waiting)
      if (lengthOf([...waiting, piece]) > chunkCharacters) waiting = []
      repeated = waiting.length
    }
    waiting.push(piece)
  }
  if (waiting.length > repeated) yield chunkOf(title, waiting)
}

function chunkOf(title: string, pieces: readonly Piece[]): Chunk {
  const [first, last] = [pieces[0], pieces.at(-1)]
  const from = first?.line ?? 1
  const to = (last?.line ?? 1) + breaksIn(last?.text ?? "")
  return makeChunk({
    type: "data",
    sheet: title,
    address: from === to ? `L${from}` : `L${from}-L${to}`,
    tableAddress: null,
    table: null,
    title: null,
    columns: [],
    content: joined(pieces),
    figures: [],
  })
}

/** Pieces of one line stand on one line again. */
const joined = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, line }, at) => (at === 0 ? "" : pieces[at - 1]?.line === line ? " " : "\n") + text).join("")

const lengthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { text }) => sum + text.length + 1, -1)

/** The last pieces, or the last sentences of the last one. */
function endOf(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = []
  for (const piece of [...pieces].reverse()) {
    if (lengthOf([piece, ...kept]) > overlapCharacters) break
    kept.unshift(piece)
  }
  return kept
}

/** Paragraphs; of those that are too long to be repeated whole, sentences; of sentences that fill a chunk, groups of words. */
function* piecesOf(text: string): Generator<Piece> {
  let line = 1
  for (const part of text.replace(/\r\n?/g, "\n").split(/(\n(?:[^\S\n]*\n)+)/)) {
    const blank = part.length - part.trimStart().length
    if (blank < part.length) yield* piecesOfParagraph(part.trim(), line + breaksIn(part.slice(0, blank)))
    line += breaksIn(part)
  }
}

const breaksIn = (text: string): number => text.split("\n").length - 1

function* piecesOfParagraph(paragraph: string, firstLine: number): Generator<Piece> {
  if (paragraph.length <= overlapCharacters) {
    yield { text: paragraph, line: firstLine }
    return
  }
  let line = firstLine
  for (const { segment } of sentences.segment(paragraph)) {
    for (const text of cut(segment.trim())) yield { text, line }
    line += breaksIn(segment)
  }
}

const sentences = new Intl.Segmenter("und", { granularity: "sentence" })

/** In parts that fit into a chunk, cut at white space where there is some, and never in the middle of a pair of surrogates. */
function* cut(sentence: string): Generator<string> {
  let rest = sentence
  while (rest.length > chunkCharacters) {
    const space = rest.lastIndexOf(" ", chunkCharacters)
    const isLow = /^[\udc00-\udfff]/.test(rest.slice(chunkCharacters))
    const at = space > chunkCharacters / 2 ? space : chunkCharacters - (isLow ? 1 : 0)
    yield rest.slice(0, at).trimEnd()
    rest = rest.slice(at).trimStart()
  }
  if (rest !== "") yield rest
}
