using Streams.Schemas.Events;

namespace Streams.Host.Demo;

/// <summary>An alert of any detector, as the comparison sees it.</summary>
/// <param name="Title">Its name.</param>
/// <param name="First">Its begin.</param>
/// <param name="Last">Its end.</param>
/// <param name="Names">The entities it names.</param>
/// <param name="Techniques">ATT&amp;CK techniques, without sub-techniques.</param>
/// <param name="Texts">The evidence.</param>
internal sealed record Finding(
    string Title,
    Timestamp First,
    Timestamp Last,
    IReadOnlyCollection<string> Names,
    IReadOnlyCollection<string> Techniques,
    IReadOnlyCollection<string> Texts
);
