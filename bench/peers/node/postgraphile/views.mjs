// What anybody may see, as views: PostGraphile makes its schema from them.
export const SCHEMA = 'bench_postgraphile';

const COLUMNS = {
  educator: `id handle display_name headline bio role career_stage phases organisation country? region languages
    visibility created_at version`,
  thread: 'id title about visibility status created_at concluded_at? post_count version author_id',
  // Posts are only reached through a thread that is public; they are in no list of their own.
  post: 'id seq kind body? depth helpful created_at edited_at? deleted_at? version author_id thread_id',
};
const PUBLIC = "visibility = 'PUBLIC'";
const SHOWN = { educator: PUBLIC, thread: PUBLIC, post: 'true' };

const columns = (view) => COLUMNS[view].split(/\s+/);
const view = (name) => `CREATE VIEW ${SCHEMA}.${name} AS
  SELECT ${columns(name).join(', ').replaceAll('?', '')} FROM public.${name} WHERE ${SHOWN[name]};`;

export const DROP = `DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE;`;
export const CREATE = `${DROP} CREATE SCHEMA ${SCHEMA};
  ${Object.keys(COLUMNS).map(view).join('\n')}`;

// The keys, names and NOT NULLs that views cannot carry themselves.
const CLASSES = {
  educator: { primaryKey: 'id', unique: 'handle' },
  thread: {
    primaryKey: 'id',
    foreignKey: '(author_id) references educator (id)|@fieldName author|@foreignFieldName threads',
  },
  post: {
    primaryKey: 'id',
    unique: 'thread_id,seq',
    foreignKey: [
      '(author_id) references educator (id)|@fieldName author|@behavior -list -connection -backwards',
      '(thread_id) references thread (id)|@fieldName thread|@foreignFieldName posts',
    ],
    behavior: '-query:resource:list -query:resource:connection -query:resource:single',
  },
};
const notNull = Object.keys(COLUMNS).flatMap((name) =>
  columns(name).filter((column) => !column.endsWith('?')).map((column) => `${SCHEMA}.${name}.${column}`),
);

export const SMART_TAGS = {
  version: 1,
  config: {
    class: Object.fromEntries(Object.entries(CLASSES).map(([name, tags]) => [`${SCHEMA}.${name}`, { tags }])),
    attribute: Object.fromEntries(notNull.map((column) => [column, { tags: { notNull: true } }])),
  },
};
