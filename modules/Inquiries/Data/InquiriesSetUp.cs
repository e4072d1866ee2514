namespace Portal.Inquiries;

/// <summary>Gives inquiries from before there were steps those that their dates tell of.</summary>
internal sealed class InquiriesSetUp(InquiriesDb db) : ISetUp
{
    public Task RunAsync(CancellationToken cancellation) => db.Database.ExecuteSqlAsync(
        $"""
        with moved as (
          update inquiries.inquiry set step = case
            when state in ('Submitted', 'InCalculation') and promise_paused_at is not null then 'WaitsForCustomer'
            when state = 'Submitted' then case when revision > 1 then 'Revised' else 'Submitted' end
            when state in ('InCalculation', 'Quoted') then state
            else 'Decided' end
          where step is null and state <> 'Draft'
          returning id, company_id, step, coalesce(submitted_at, created_at) as sent_at, greatest(changed_at, promise_paused_at) as reached_at)
        insert into inquiries.step (id, inquiry_id, company_id, step, at)
        select gen_random_uuid(), id, company_id, 'Submitted', sent_at from moved
        union all
        select gen_random_uuid(), moved.id, moved.company_id, 'Quoted', min(quote.published_at) from moved join inquiries.quote on quote.inquiry_id = moved.id group by moved.id, moved.company_id
        union all
        select gen_random_uuid(), id, company_id, step, reached_at from moved where step not in ('Submitted', 'Quoted')
        """,
        cancellation);
}
