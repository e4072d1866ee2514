using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Accounts.Data.Migrations;

/// <summary>
/// What is searched of a company is one text in plain letters, kept by the database whoever writes the card, an address, a person or a membership. Its index
/// is of three letters each, which finds parts of words and what comes near.
/// </summary>
internal static class CompanySearch
{
    public static void Add(MigrationBuilder migration)
    {
        migration.Sql("create extension if not exists pg_trgm with schema public; create extension if not exists unaccent with schema public;");

        // unaccent follows its dictionary, which may change in theory; an index must not, so the one that comes with PostgreSQL is named.
        migration.Sql("""
            create function accounts.fold(text) returns text language sql immutable parallel safe strict
              as $$ select regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, $1)), '[^a-z0-9@]+', ' ', 'g') $$;
            create function accounts.bare_name(text) returns text language sql immutable parallel safe strict
              as $$ select btrim(regexp_replace(' ' || accounts.fold($1) || ' ', '( sp z o o| spolka z ograniczona odpowiedzialnoscia| sp j| sp k| s a| s c| s r o| spol s r o| a s| gmbh co kg| gmbh| ag| kg| ltd| llc| p p h u| ppuh| phu| fhu| firma)(?= )', '', 'g')) $$;
            create function accounts.mail_domain(text) returns text language sql immutable parallel safe strict as $$ select lower(split_part($1, '@', 2)) $$;
            create function accounts.search_text(company uuid) returns text language sql stable as $$
              select ' ' || accounts.fold(concat_ws(' ', c.name, c.short_name, c.tax_id, c.register_no, c.contractor_no, c.email,
                (select string_agg(distinct city, ' ') from accounts.address where company_id = c.id and until is null),
                (select string_agg(p.name || ' ' || p.email, ' ') from accounts.membership m join accounts.person p on p.id = m.person_id where m.company_id = c.id and m.is_active))) || ' '
              from accounts.company c where c.id = $1 $$;
            """);
        migration.Sql("""
            create function accounts.keep_text() returns trigger language plpgsql as $$
            declare
              changed uuid[];
            begin
              case tg_table_name
                when 'company' then changed := array[new.id];
                when 'person' then changed := array(select company_id from accounts.membership where person_id = new.id);
                else changed := case tg_op when 'DELETE' then array[old.company_id] when 'UPDATE' then array[old.company_id, new.company_id] else array[new.company_id] end;
              end case;
              delete from accounts.company_text t using accounts.company c where t.company_id = any(changed) and c.id = t.company_id and (c.is_operator or c.merged_into_id is not null);
              insert into accounts.company_text (company_id, name, text) select c.id, c.name, accounts.search_text(c.id) from accounts.company c
                where c.id = any(changed) and not c.is_operator and c.merged_into_id is null order by c.id
                on conflict (company_id) do update set name = excluded.name, text = excluded.text where (company_text.name, company_text.text) <> (excluded.name, excluded.text);
              return null;
            end $$;
            create trigger keep_text after insert or update of name, short_name, tax_id, register_no, contractor_no, email, is_operator, merged_into_id on accounts.company for each row execute function accounts.keep_text();
            create trigger keep_text after insert or update or delete on accounts.address for each row execute function accounts.keep_text();
            create trigger keep_text after insert or update of is_active, company_id or delete on accounts.membership for each row execute function accounts.keep_text();
            create trigger keep_text after update of name, email on accounts.person for each row execute function accounts.keep_text();
            """);

        // Words with a slip of the finger: each has a word near it. A word of six letters with one of them wrong has four parts in ten. To tell how near costs
        // more than to find, so that of very many the first are told apart and no more. Of numbers a near one is another one.
        migration.Sql("""
            create function accounts.near(words text[], most int) returns table (id uuid) language plpgsql stable set pg_trgm.word_similarity_threshold = 0.4 as $$
            begin
              words := array(select word from unnest(words) word where length(word) > 2);
              if cardinality(words) = 0 then
                return;
              end if;
              return query execute
                'select t.company_id from (select * from accounts.company_text where ' || (select string_agg(case when word ~ '[0-9]' then format('text like %L', '%' || word || '%') else format('%L <%% text', word) end, ' and ') from unnest(words) word) || ' limit 300) t'
                || ' order by ' || (select string_agg(format('word_similarity(%L, t.text)', word), ' + ') from unnest(words) word) || ' desc, t.name limit ' || most;
            end $$;
            """);
        migration.Sql("""
            create index ix_company_text on accounts.company_text using gin (text public.gin_trgm_ops);
            create index ix_company_bare_name on accounts.company using gin (accounts.bare_name(name) public.gin_trgm_ops);
            create index ix_company_same_name on accounts.company (accounts.bare_name(name));
            create index ix_company_tax_digits on accounts.company (regexp_replace(tax_key, '[^0-9]', '', 'g'));
            create index ix_company_mail_domain on accounts.company (accounts.mail_domain(email)) where email <> '';
            create index ix_person_mail_domain on accounts.person (accounts.mail_domain(email));
            create index ix_person_mail on accounts.person (lower(email));
            """);
        migration.Sql("""
            update accounts.company set tax_key = case when upper(regexp_replace(tax_id, '[^A-Za-z0-9]', '', 'g')) like country || '%' or tax_id = '' then '' else country end || upper(regexp_replace(tax_id, '[^A-Za-z0-9]', '', 'g'));
            insert into accounts.company_text (company_id, name, text) select id, name, accounts.search_text(id) from accounts.company where not is_operator;
            """);
    }

    public static void Remove(MigrationBuilder migration) => migration.Sql("""
        drop trigger keep_text on accounts.company;
        drop trigger keep_text on accounts.address;
        drop trigger keep_text on accounts.membership;
        drop trigger keep_text on accounts.person;
        drop index accounts.ix_company_bare_name, accounts.ix_company_same_name, accounts.ix_company_mail_domain, accounts.ix_company_tax_digits, accounts.ix_person_mail_domain, accounts.ix_person_mail;
        drop function accounts.near(text[], int), accounts.keep_text(), accounts.search_text(uuid), accounts.bare_name(text), accounts.mail_domain(text), accounts.fold(text);
        """);
}
