using Portal.PluginSdk;

namespace Portal.Plugin.Printing;

/// <summary>
/// More pages can cost less: 300 make an incomplete last section, 304 fill their sheets. Of the page counts up to one large section more, the cheapest
/// that is cheaper than what was asked; the figure itself stays with the printing house.
/// </summary>
internal sealed class PageAdvice(Func<Book, decimal?> costOf)
{
    public const int MostMore = 16;

    public IEnumerable<SpecProblem> Of(Book book, decimal quantity)
    {
        if (costOf(book) is not { } asked)
            yield break;
        for (var i = 0; i < book.Parts.Count; i++)
        {
            var (index, pages, best, least) = (i, book.Parts[i].Pages, 0, asked);
            for (var more = pages + book.Binding.PageStep; more <= pages + MostMore && book.Pages - pages + more <= Guards.MostPages; more += book.Binding.PageStep)
            {
                if (costOf(book with { Parts = [.. book.Parts.Select((part, at) => at == index ? part with { Pages = more } : part)] }) is { } cost && cost < least)
                    (best, least) = (more, cost);
            }

            if (best > 0)
                yield return new SpecProblem($"block/{i}/pages", new Phrase("printing.advice.pages", quantity, best, pages), IsError: false, Suggestion: (decimal)best);
        }
    }
}
