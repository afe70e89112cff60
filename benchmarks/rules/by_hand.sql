-- HEX-02 written by hand for PostgreSQL: the same rule on the same facts, statement by statement.
-- Parameter: change. Gives the temporary table hand_turns, with the columns of a stored turn.

create temporary table hand_hazards on commit drop as
with state as (
    select site_id, valid_from, status,
           coalesce(lead(valid_from) over w, date '9999-12-31') as stop,
           row_number() over w as number
    from site_state
    where added_by <= :change and (removed_by is null or removed_by > :change)
    window w as (partition by site_id order by valid_from)),
open as (
    select site_id, valid_from as start, stop from state where status <> 'closed'
    union all
    select site_id, date '1900-01-01', valid_from from state where number = 1),
hazard as (
    select post_id, site_id, hazard, valid_from as start, work_grade, noise_level,
           least(coalesce(valid_to, date '9999-12-31'),
                 coalesce(lead(valid_from) over w, date '9999-12-31')) as stop,
           greatest(coalesce(graded_on, valid_from), valid_from) as graded
    from post_hazard
    where added_by <= :change and (removed_by is null or removed_by > :change)
    window w as (partition by post_id, hazard order by valid_from)),
cut as (
    select post_id, site_id, hazard, start, least(stop, graded) as stop,
           null::smallint as work_grade, null::numeric as noise_level
    from hazard where start < least(stop, graded)
    union all
    select post_id, site_id, hazard, graded, stop, work_grade, noise_level
    from hazard where graded < stop)
select c.post_id, c.hazard, greatest(c.start, o.start) as start, least(c.stop, o.stop) as stop,
       case k.circumstance
           when 'any' then 0
           when 'grade' then
               case when c.work_grade >= 2 then 1 when c.work_grade is null then 2 else 3 end
           else case when c.noise_level >= 85 then 1 when c.noise_level is null then 2
                     when c.noise_level >= 80 then 3 else 4 end
       end as rank,
       k.circumstance
from cut c
join open o on o.site_id = c.site_id and c.start < o.stop and c.stop > o.start
join hazard_circumstances k on k.hazard = c.hazard;

analyze hand_hazards;

create temporary table hand_exposed on commit drop as
with worked as (
    select worker_id, post_id, site_id, using_unit_id as holder_id, valid_from as start,
           least(coalesce(valid_to, date '9999-12-31'),
                 coalesce(lead(valid_from) over w, date '9999-12-31')) as stop
    from exposure
    where added_by <= :change and (removed_by is null or removed_by > :change)
    window w as (partition by worker_id, post_id order by valid_from)),
stretch as (
    select w.holder_id, w.worker_id, h.hazard, w.site_id, site.site_no, h.rank, h.circumstance,
           greatest(w.start, h.start) as start, least(w.stop, h.stop) as stop
    from worked w
    join hand_hazards h on h.post_id = w.post_id and w.start < h.stop and w.stop > h.start
    join site on site.id = w.site_id),
marked as (
    select *, coalesce(start < max(stop) over (
                  partition by holder_id, worker_id, hazard order by start, stop
                  rows between unbounded preceding and 1 preceding), false) as crosses
    from stretch),
told as (
    select *, bool_or(crosses) over (partition by holder_id, worker_id, hazard) as mixed
    from marked),
edges as (
    select holder_id, worker_id, hazard, start as edge from told where mixed
    union
    select holder_id, worker_id, hazard, stop from told where mixed),
spans as (
    select holder_id, worker_id, hazard, edge as start,
           lead(edge) over (partition by holder_id, worker_id, hazard order by edge) as stop
    from edges),
flat as (
    select holder_id, worker_id, hazard, start, stop, rank, site_id, circumstance
    from told where not mixed
    union all
    select s.holder_id, s.worker_id, s.hazard, s.start, s.stop, min(t.rank),
           (array_agg(t.site_id order by t.site_no))[1], min(t.circumstance)
    from spans s
    join told t on t.mixed and t.holder_id = s.holder_id and t.worker_id = s.worker_id
        and t.hazard = s.hazard and t.start <= s.start and t.stop > s.start
    where s.stop is not null
    group by 1, 2, 3, 4, 5),
classed as (
    select holder_id, worker_id, hazard, start, stop, site_id,
           case circumstance
               when 'any' then 'any'
               when 'grade' then case rank when 1 then 'grade:high' when 2 then 'grade:?'
                                 else 'grade:low' end
               else case rank when 1 then 'noise:85' when 2 then 'noise:?'
                              when 3 then 'noise:80' else 'noise:low' end
           end as cls
    from flat),
broken as (
    select *, case when lag(stop) over w = start and lag(cls) over w = cls
                        and lag(site_id) over w = site_id then 0 else 1 end as begins
    from classed window w as (partition by holder_id, worker_id, hazard order by start)),
run as (
    select *, sum(begins) over (partition by holder_id, worker_id, hazard order by start) as run
    from broken),
whole as (
    select holder_id, worker_id, hazard, cls, site_id, min(start) as start, max(stop) as stop
    from run group by holder_id, worker_id, hazard, cls, site_id, run),
apart as (
    select *, case when start > lag(stop) over w + 90 then 1 else 0 end as anew,
           lead(start) over w as next_start
    from whole window w as (partition by holder_id, worker_id, hazard order by start)),
numbered as (
    select *, sum(anew) over (partition by holder_id, worker_id, hazard order by start) as part
    from apart)
select holder_id, worker_id, hazard, cls, site_id, start, stop,
       dense_rank() over (order by holder_id, worker_id, hazard, part) as episode,
       min(start) over e as episode_start, max(stop) over e as episode_stop,
       case when lead(start) over (partition by holder_id, worker_id, hazard, part
                                   order by start) > stop then next_start end as back_on
from numbered window e as (partition by holder_id, worker_id, hazard, part);

analyze hand_exposed;

create temporary table hand_pieces on commit drop as
with both_ as (
    select e.*, l.months_low, l.months_high, l.status, l.law_ref, l.missing,
           greatest(l.law_from, (e.episode_start + make_interval(
               months => l.service_from_months::int))::date + l.service_from_days::int)
               as valid_from,
           least(l.law_to, (e.episode_start + make_interval(
               months => l.service_to_months::int))::date + l.service_to_days::int) as valid_to
    from hand_exposed e
    join exam_cycles l on l.hazard = e.hazard and l.cls = e.cls),
later as (
    select *,
           lead(valid_from, 1) over w as from_1, lead(valid_to, 1) over w as to_1,
           lead(months_low, 1) over w as low_1, lead(months_high, 1) over w as high_1,
           lead(valid_from, 2) over w as from_2, lead(valid_to, 2) over w as to_2,
           lead(months_low, 2) over w as low_2, lead(months_high, 2) over w as high_2,
           lead(valid_from, 3) over w as from_3, lead(valid_to, 3) over w as to_3,
           lead(months_low, 3) over w as low_3, lead(months_high, 3) over w as high_3
    from both_ where valid_from < valid_to
    window w as (partition by episode, start order by valid_from)),
placed as (
    select episode, holder_id, worker_id, hazard, site_id, 'owed' as state,
           greatest(start, valid_from) as start, least(stop, valid_to) as stop,
           status <> 'none' as owed, valid_to, months_low, months_high, status, law_ref, missing,
           from_1, to_1, low_1, high_1, from_2, to_2, low_2, high_2, from_3, to_3, low_3, high_3
    from later where valid_from < stop and valid_to > start
    union all
    select episode, holder_id, worker_id, hazard, site_id, 'away', stop, back_on, false,
           null, null, null, null, null, null, null, null, null, null,
           null, null, null, null, null, null, null, null
    from hand_exposed where back_on is not null
    union all
    select episode, holder_id, worker_id, hazard, site_id, 'after', stop, date '9999-12-31',
           false, null, null, null, null, null, null, null, null, null, null,
           null, null, null, null, null, null, null, null
    from hand_exposed where stop = episode_stop and stop < date '9999-12-31'),
-- the owed piece before each one is the last of those before it: kept in an array that grows
before as (
    select *, max(case when owed and months_high is not null
                       then array[start - date '1900-01-01', stop - date '1900-01-01',
                                  months_low, months_high] end)
              over (partition by episode order by start
                    rows between unbounded preceding and 1 preceding) as b
    from placed)
select episode, holder_id, worker_id, hazard, site_id, state, start, stop, owed, valid_to,
       months_low, months_high, status, law_ref, missing,
       from_1, to_1, low_1, high_1, from_2, to_2, low_2, high_2, from_3, to_3, low_3, high_3,
       date '1900-01-01' + b[1]::int as before_start, date '1900-01-01' + b[2]::int as before_stop,
       b[3] as before_low, b[4] as before_high
from before;

analyze hand_pieces;

create temporary table hand_anchors on commit drop as
with whole as (
    select distinct episode, holder_id, worker_id, hazard, episode_start, episode_stop
    from hand_exposed),
events as (
    select w.episode, w.episode_start, x.exam_on as anchor_on, min(x.id) as anchor_ref
    from examination x cross join lateral unnest(x.covers) as c (hazard)
    join whole w on w.worker_id = x.worker_id and w.hazard = c.hazard
        and x.exam_on >= w.episode_start - 90 and x.exam_on < w.episode_stop
    where x.exam_kind in ('pre', 'in', 'leaving')
      and x.added_by <= :change and (x.removed_by is null or x.removed_by > :change)
    group by 1, 2, 3),
every as (
    select episode, episode_start, anchor_on, 'event' as anchor_kind, anchor_ref from events
    union all
    select w.episode, w.episode_start, w.episode_start, 'start', null from whole w
    where not exists (select from events e
                      where e.episode = w.episode and e.anchor_on <= w.episode_start)),
seen as (
    select v.*, coalesce(g.back_on, greatest(v.anchor_on, v.episode_start)) as seen_on
    from every v
    left join hand_exposed g on g.episode = v.episode and g.back_on is not null
        and v.anchor_on >= g.stop and v.anchor_on < g.back_on)
select episode, anchor_on, anchor_kind, anchor_ref, seen_on,
       lead(anchor_on) over w as next_on, lead(anchor_ref) over w as next_ref,
       coalesce(lead(seen_on) over w, date '9999-12-31') as next_seen_on
from seen window w as (partition by episode order by anchor_on);

analyze hand_anchors;

create temporary table hand_turns on commit drop as
with lived as (
    select a.*, p.holder_id, p.worker_id, p.hazard, p.site_id, p.state,
           greatest(p.start, a.seen_on) as start, p.stop, p.owed, p.valid_to, p.months_low,
           p.months_high, p.status, p.law_ref, p.missing,
           p.from_1, p.to_1, p.low_1, p.high_1, p.from_2, p.to_2, p.low_2, p.high_2,
           p.from_3, p.to_3, p.low_3, p.high_3,
           coalesce(p.owed and p.months_low is not null, false) as known_low,
           coalesce(p.owed and p.months_high is not null, false) as known_high,
           (a.anchor_on + make_interval(months => p.months_low::int))::date as raw_low,
           (a.anchor_on + make_interval(months => p.months_high::int))::date as raw_high,
           coalesce(p.before_stop > a.seen_on and greatest(
               (a.anchor_on + make_interval(months => p.before_low::int))::date,
               p.before_start, a.seen_on) < p.before_stop, false) as was_low,
           coalesce(p.before_stop > a.seen_on and greatest(
               (a.anchor_on + make_interval(months => p.before_high::int))::date,
               p.before_start, a.seen_on) < p.before_stop, false) as was_high,
           p.start <= a.next_seen_on as undone_there
    from hand_anchors a
    join hand_pieces p on p.episode = a.episode and p.stop > a.seen_on),
dated as (
    select *,
           case when known_low and greatest(raw_low, start) < stop
                then greatest(raw_low, start) end as fired_low,
           case when known_high and greatest(raw_high, start) < stop
                then greatest(raw_high, start) end as fired_high,
           case
               when status = 'unknown' then null
               when known_low and greatest(raw_low, start) < valid_to
                   then greatest(raw_low, start)
               when low_1 is not null and greatest(
                   (anchor_on + make_interval(months => low_1::int))::date, from_1) < to_1
                   then greatest((anchor_on + make_interval(months => low_1::int))::date, from_1)
               when low_2 is not null and greatest(
                   (anchor_on + make_interval(months => low_2::int))::date, from_2) < to_2
                   then greatest((anchor_on + make_interval(months => low_2::int))::date, from_2)
               when low_3 is not null and greatest(
                   (anchor_on + make_interval(months => low_3::int))::date, from_3) < to_3
                   then greatest((anchor_on + make_interval(months => low_3::int))::date, from_3)
               when known_low then greatest(raw_low, start)
           end as forecast_low,
           case
               when status = 'unknown' then null
               when known_high and greatest(raw_high, start) < valid_to
                   then greatest(raw_high, start)
               when high_1 is not null and greatest(
                   (anchor_on + make_interval(months => high_1::int))::date, from_1) < to_1
                   then greatest((anchor_on + make_interval(months => high_1::int))::date, from_1)
               when high_2 is not null and greatest(
                   (anchor_on + make_interval(months => high_2::int))::date, from_2) < to_2
                   then greatest((anchor_on + make_interval(months => high_2::int))::date, from_2)
               when high_3 is not null and greatest(
                   (anchor_on + make_interval(months => high_3::int))::date, from_3) < to_3
                   then greatest((anchor_on + make_interval(months => high_3::int))::date, from_3)
               when known_high then greatest(raw_high, start)
           end as forecast_high,
           case when start <= coalesce(next_on, date '9999-12-31')
                     and ((known_low and was_low and raw_low >= start)
                          or (known_high and was_high and raw_high >= start))
                then 1 else 0 end as breaks
    from lived where undone_there or not was_high),
valued as (
    select *, owed or (state = 'owed' and forecast_high is not null) as valued,
           sum(breaks) over a as turn_no,
           sum(breaks) over (partition by episode, anchor_on) as turns,
           lead(start) over a as next_start
    from dated window a as (partition by episode, anchor_on order by start)),
carried as (
    select *,
           min(fired_low) over t as carry_low, min(fired_high) over t as carry_high,
           min(fired_high) over (partition by episode, anchor_on, turn_no order by start
               rows between unbounded preceding and 1 preceding) as passed,
           count(*) filter (where valued) over t as valued_no,
           count(*) filter (where owed) over t as owed_no,
           min(start) over t as opened_on,
           max(stop) filter (where valued) over t as over_since,
           max(array[start - date '1900-01-01', forecast_low - date '1900-01-01',
                     forecast_high - date '1900-01-01']) filter (where valued) over t as last
    from valued
    window t as (partition by episode, anchor_on, turn_no order by start
                 rows between unbounded preceding and current row)),
kept as (
    select *, lead(start) over (partition by episode, anchor_on, turn_no order by start)
                  as group_next
    from carried
    where not (start > next_seen_on and passed is not null) and valued_no > 0),
judged as (
    select *, turn_no = turns and next_on is not null
              and not (state = 'away' and next_on >= start) as counts,
           turn_no < turns and group_next is null as closed
    from kept
    -- what was only to be owed one day, and will not be after all, is no turn any more
    where valued or owed_no > 0
          or not (state = 'owed' or coalesce(over_since < start, false)))
select 'HEX-02.' || left(md5(concat_ws('|', holder_id, 0, worker_id, hazard, anchor_on,
                                        opened_on)), 16) as obligation_id,
       'HEX-02'::text as rule, holder_id, site_id, worker_id, hazard, anchor_on, anchor_kind,
       anchor_ref, opened_on, start as law_from, group_next as law_to,
       coalesce(carry_low, case when valued then forecast_low
           when last[2] is not null
               then greatest(date '1900-01-01' + last[2], over_since) end) as due_earliest,
       coalesce(carry_high, case when valued then forecast_high
           when last[3] is not null
               then greatest(date '1900-01-01' + last[3], over_since) end) as due_latest,
       case when counts then next_on end as done_on,
       case when counts then next_ref end as because_id,
       case when not valued then over_since when closed then next_start end as ended_on,
       case when not valued then case state when 'owed' then 'lifted' else 'left' end
            when closed then 'changed' end as ended_why,
       months_low::smallint as months_low, months_high::smallint as months_high,
       coalesce(law_ref, '') as law_ref,
       case when coalesce(missing, '') = '' then '{}'::text[] else array[missing] end as missing
from judged
