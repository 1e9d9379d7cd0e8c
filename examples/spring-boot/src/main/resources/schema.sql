create table if not exists todos (id integer primary key, text text not null, done boolean not null default false);
