export {
  countUnread,
  listNotifications,
  markRead,
  type NewNotification,
  type Notification,
  notify,
  partyRecipient,
  recipientsOf,
} from './notification.ts';
export { notifications } from './notifications.ts';
