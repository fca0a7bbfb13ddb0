// The least that a bot on plain matrix-bot-sdk does: join where it is invited, reply to each message with its text.
import {
  AutojoinRoomsMixin,
  LogLevel,
  LogService,
  MatrixClient,
  SimpleFsStorageProvider,
} from 'matrix-bot-sdk'

const [homeserverUrl, accessToken, storageFile] = process.argv.slice(2)
LogService.setLevel(LogLevel.ERROR)
const client = new MatrixClient(homeserverUrl, accessToken, new SimpleFsStorageProvider(storageFile))
AutojoinRoomsMixin.setupOnClient(client)
const self = await client.getUserId()
client.on('room.message', async (roomId, event) => {
  if (event.sender === self || event.content?.msgtype !== 'm.text') return
  await client.sendMessage(roomId, {
    msgtype: 'm.notice',
    body: `Echo: ${event.content.body}`,
    'm.relates_to': { 'm.in_reply_to': { event_id: event.event_id } },
  })
})
await client.start()
