// The SQL of somebody signed in, which both servers send alike.
import { createHash } from 'node:crypto';

// A token that holds, of an account in use, and the walls around its educator, in one statement.
const VIEWER = `WITH used AS (
    UPDATE api_token SET last_used_at = now() WHERE digest = $1 AND revoked_at IS NULL
    AND expires_at > now() AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
  SELECT e.id, t.scopes, ARRAY(SELECT blocked_id FROM block WHERE blocker_id = e.id
    UNION SELECT blocker_id FROM block WHERE blocked_id = e.id) AS blocked
  FROM api_token t JOIN account a ON a.id = t.account_id JOIN educator e ON e.account_id = a.id
  WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.expires_at > now() AND a.status = 'ACTIVE'`;

// One statement is one transaction: the thread is asked for and the row written without a round trip between.
const MARK_READ = `INSERT INTO thread_subscription (id, thread_id, educator_id, level, last_read_seq)
  SELECT uuidv7(), t.id, $2, 'NORMAL', least($3, t.post_count) FROM thread t
  WHERE t.id = $1 AND (t.author_id = $2 OR (t.author_id <> ALL ($4::uuid[]) AND (
    t.visibility IN ('PUBLIC', 'MEMBERS') OR EXISTS (
      SELECT FROM follow WHERE follower_id = $2 AND educator_id = t.author_id))))
  ON CONFLICT ON CONSTRAINT thread_subscription_once DO UPDATE SET
    last_read_seq = greatest(thread_subscription.last_read_seq, excluded.last_read_seq)
  RETURNING level, last_read_seq AS "lastReadSeq"`;

// The educator whom a request's token stands for, null without one; `query` sends a statement to PostgreSQL.
export function viewerOf({ authorization }, query) {
  return authorization === undefined ? null : bearer(authorization.replace(/^Bearer /, ''), query);
}

async function bearer(token, query) {
  const [viewer] = await query({ name: 'viewer', text: VIEWER, values: [createHash('sha256').update(token).digest()] });
  if (viewer === undefined) throw new Error('This token does not hold; sign in again.');
  return viewer;
}

// The viewer's subscription to a thread, with the post up to which they have now read.
export async function markRead(viewer, { threadId, seq }, query) {
  if (!viewer?.scopes.includes('WRITE')) throw new Error('Sign in first.');
  if (seq < 0) throw new Error('`seq` is the number of a post, or 0.');
  const values = [threadId, viewer.id, seq, viewer.blocked];
  const [subscription] = await query({ name: 'mark_read', text: MARK_READ, values });
  if (subscription === undefined) throw new Error('There is no such thread.');
  return subscription;
}
