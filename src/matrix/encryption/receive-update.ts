import { DeviceLists, type OlmMachine, type ProcessedToDeviceEvent } from '@matrix-org/matrix-sdk-crypto-wasm'
import type { EncryptionUpdate } from '../ports/encryption.ts'
import { toCoreUsers } from './core-users.ts'

/**
 * Gives the library what a sync response holds for it, one event between devices at a time. The library compares a room key with
 * the one that it has stored, not with those of the same response, of which it would keep the last: a sender whose device has met
 * the bot's a second time sends its room key again from where it is by then, and what was written before would stay unreadable.
 */
export async function receiveUpdate(
  machine: OlmMachine,
  { toDevice: [first, ...others], ...update }: EncryptionUpdate,
): Promise<ProcessedToDeviceEvent[]> {
  const received = await receive(machine, { ...update, toDevice: first === undefined ? [] : [first] })
  for (const event of others) {
    received.push(
      ...(await receive(machine, { ...update, toDevice: [event], changedDevices: [], leftDevices: [] })),
    )
  }
  return received
}

function receive(machine: OlmMachine, update: EncryptionUpdate): Promise<ProcessedToDeviceEvent[]> {
  const { oneTimeKeyCounts, unusedFallbackKeyTypes } = update
  const toDevice = JSON.stringify(update.toDevice)
  const devices = new DeviceLists(toCoreUsers(update.changedDevices), toCoreUsers(update.leftDevices))
  const fallback = unusedFallbackKeyTypes === undefined ? undefined : new Set(unusedFallbackKeyTypes)
  return machine.receiveSyncChanges(toDevice, devices, new Map(Object.entries(oneTimeKeyCounts)), fallback)
}
