import assert from "node:assert/strict"
import { FileList } from "../../../addin/chat/fileList.ts"
import type { UploadOptions } from "../../../addin/chat/library.ts"
import { AppError } from "../../../shared/errors.ts"
import type { FileSummary } from "../../../shared/files.ts"

const summary = (fileId: string, change: Partial<FileSummary> = {}): FileSummary => ({
  fileId,
  fileName: `${fileId}.xlsx`,
  size: 10,
  status: "COMPLETED",
  progress: 1,
  reason: null,
  code: null,
  uploadedAt: "2026-01-01T00:00:00.000Z",
  ...change,
})

/** A list whose server is played by the test. */
function stage(files: FileSummary[], kept: string | null = null) {
  const written: string[] = []
  const sent: {
    name: string
    options: UploadOptions
    done: (fileId: string) => void
    fail: (error: unknown) => void
  }[] = []
  const play: { deleted: string[]; failDelete?: AppError; failList?: AppError } = { deleted: [] }
  const list = new FileList(
    {
      files: () => (play.failList ? Promise.reject(play.failList) : Promise.resolve([...files])),
      uploadFile: (file, options) =>
        new Promise((resolve, fail) =>
          sent.push({
            name: file.name,
            options,
            done: (fileId) => {
              files.push(summary(fileId, { fileName: file.name }))
              resolve({ fileId, fileName: file.name, status: "COMPLETED" })
            },
            fail,
          }),
        ),
      deleteFile: (fileId) => {
        play.deleted.push(fileId)
        return play.failDelete ? Promise.reject(play.failDelete) : Promise.resolve()
      },
    },
    { read: () => kept, write: (text) => void written.push(text) },
  )
  return { list, written, sent, play }
}
const file = (name: string, text = "a,b\n1,2\n"): File => new File([text], name)
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe("FileList", () => {
  it("lists the newest file first and uses those that were used before, as far as they can be read", async () => {
    const files = [
      summary("old"),
      summary("new", { uploadedAt: "2026-02-01T00:00:00.000Z" }),
      summary("failed", { status: "FAILED" }),
      summary("partial", { status: "PARTIAL" }),
    ]
    const { list } = stage(files, `["new","failed","partial","gone"]`)
    assert.deepEqual(list.usable(), ["new", "failed", "partial", "gone"])
    await list.refresh()
    assert.equal(list.view().files[0]?.fileId, "new")
    assert.deepEqual(list.usable(), ["new", "partial"])
  })

  it("hears of the end of reading a used file also when nobody looks at the list", async () => {
    const files = [summary("a", { status: "PROCESSING" })]
    const { list } = stage(files, `["a"]`)
    await list.refresh()
    assert.deepEqual(list.usable(), [])
    files[0] = summary("a")
    await new Promise<void>((resolve) => {
      list.subscribe(() => list.usable().length > 0 && resolve())
    })
    assert.deepEqual(list.usable(), ["a"])
  })

  it("begins with no used file where something else is stored", () => {
    assert.deepEqual(stage([], "{").list.usable(), [])
    assert.deepEqual(stage([], `{"a":1}`).list.usable(), [])
  })

  it("sends one file after the other, shows how far it is, and uses what has arrived", async () => {
    const { list, sent, written } = stage([])
    const all = list.upload([file("a.csv"), file("b.csv")])
    await settle()
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["a.csv"],
    )
    sent[0]?.options.onProgress(0.5)
    assert.deepEqual(
      list.view().uploads.map(({ fileName, progress }) => [fileName, progress]),
      [
        ["a.csv", 0.5],
        ["b.csv", null],
      ],
    )
    sent[0]?.done("f1")
    await settle()
    sent[1]?.done("f2")
    await all
    assert.deepEqual(list.view().uploads, [])
    assert.deepEqual(list.usable(), ["f1", "f2"])
    assert.deepEqual(written, [`["f1"]`, `["f1","f2"]`])
  })

  it("says why a file was refused and goes on with the next one", async () => {
    const { list, sent } = stage([])
    const all = list.upload([file("locked.xlsx"), file("b.csv")])
    await settle()
    sent[0]?.fail(new AppError("unreadable_file", "It is protected with a password."))
    await settle()
    sent[1]?.done("f2")
    await all
    const [upload, ...others] = list.view().uploads
    assert.deepEqual(
      [upload?.fileName, upload?.problem?.message, others.length],
      ["locked.xlsx", "It is protected with a password.", 0],
    )
    list.dismiss(upload?.key ?? 0)
    assert.deepEqual(list.view().uploads, [])
    assert.deepEqual(list.usable(), ["f2"])
  })

  it("sends neither an empty file nor one that is too large", async () => {
    const { list, sent } = stage([])
    const large = file("large.xlsx")
    Object.defineProperty(large, "size", { value: 50 * 1024 * 1024 + 1 })
    await list.upload([file("empty.csv", ""), large])
    assert.deepEqual(sent, [])
    assert.deepEqual(
      list.view().uploads.map(({ problem }) => problem?.message),
      ["It is empty.", "It has more than 50 MB, which a file may have at most."],
    )
  })

  it("stops an upload that is under way, and one that still waits", async () => {
    const { list, sent } = stage([])
    const all = list.upload([file("a.csv"), file("b.csv")])
    await settle()
    for (const { key } of list.view().uploads) list.dismiss(key)
    assert.equal(sent[0]?.options.signal.aborted, true)
    sent[0].fail(new AppError("cancelled", "The upload was stopped."))
    await all
    assert.deepEqual([sent.length, list.view().uploads.length, list.usable().length], [1, 0, 0])
  })

  it("deletes a file, uses it no more, and takes one that is gone for deleted", async () => {
    const { list, play, written } = stage([summary("f1"), summary("f2")], `["f1"]`)
    await list.refresh()
    assert.equal(await list.delete("f1"), true)
    assert.deepEqual([list.view().files.length, list.usable(), written], [1, [], ["[]"]])
    play.failDelete = new AppError("not_found", "No such file.")
    assert.equal(await list.delete("f2"), true)
    assert.deepEqual([list.view().files, list.view().problem], [[], null])
  })

  it("keeps a file that could not be deleted and says why", async () => {
    const { list, play } = stage([summary("f1")])
    await list.refresh()
    play.failDelete = new AppError("storage_unavailable", "Try again later.")
    assert.equal(await list.delete("f1"), false)
    assert.deepEqual([list.view().files.length, list.view().problem?.message], [1, "Try again later."])
  })

  it("uses no more files than one question can", async () => {
    const files = Array.from({ length: 21 }, (_, index) => summary(`f${index}`))
    const { list } = stage(files)
    await list.refresh()
    for (const { fileId } of files) list.use(fileId, true)
    assert.equal(list.usable().length, 20)
    assert.match(list.view().problem?.message ?? "", /A question can use 20 files/)
  })

  it("keeps what it knows when the list cannot be read", async () => {
    const { list, play } = stage([summary("f1")], `["f1"]`)
    await list.refresh()
    play.failList = new AppError("offline", "The server cannot be reached.")
    await list.refresh()
    assert.deepEqual([list.usable(), list.view().problem?.code], [["f1"], "offline"])
  })
})
