namespace Streams.Host.Schemas;

/// <summary>A schema of ours.</summary>
/// <param name="Id">The id in our records.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Subject"><c>topic-value</c>.</param>
/// <param name="Text">The schema as JSON.</param>
internal sealed record CatalogSchema(int Id, string Name, string Subject, string Text);
