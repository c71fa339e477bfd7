namespace Streams.Host.WebConsole.Web;

/// <summary>A file of the console.</summary>
/// <param name="Bytes">What is in it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Tag">Its entity tag, quoted.</param>
internal sealed record ConsoleAsset(byte[] Bytes, string ContentType, string Tag);
