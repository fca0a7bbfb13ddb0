import { createClient, MsgType, RoomMemberEvent } from 'matrix-js-sdk'
import { MatrixEventEvent, RoomEvent, type MatrixEvent } from 'matrix-js-sdk'

// The bot to compare with: matrix-js-sdk as its documentation shows it, keys in memory, saying back what it hears.
const [baseUrl = '', userId = '', accessToken = '', deviceId = ''] = process.argv.slice(2)
const ignore = () => undefined
Object.assign(globalThis.console, { debug: ignore, log: ignore, info: ignore, warn: ignore, error: ignore })

const client = createClient({ baseUrl, userId, accessToken, deviceId })
await client.initRustCrypto({ useIndexedDB: false })
client.on(RoomMemberEvent.Membership, (_, member) => {
  if (member.userId === userId && member.membership === 'invite') void client.joinRoom(member.roomId)
})
const echo = (event: MatrixEvent) => {
  const { msgtype, body } = event.getContent()
  if (event.getType() !== 'm.room.message' || msgtype !== 'm.text' || event.getSender() === userId) return
  void client.sendMessage(event.getRoomId() ?? '', {
    msgtype: MsgType.Notice,
    body: `Echo: ${String(body)}`,
    'm.relates_to': { 'm.in_reply_to': { event_id: event.getId() ?? '' } },
  })
}
client.on(RoomEvent.Timeline, (event, _room, toStart) => {
  if (toStart !== true && !event.isEncrypted()) echo(event)
})
client.on(MatrixEventEvent.Decrypted, echo)
await client.startClient({ initialSyncLimit: 1 })
