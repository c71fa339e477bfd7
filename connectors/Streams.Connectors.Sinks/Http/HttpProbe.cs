namespace Streams.Connectors.Sinks.Http;

/// <summary>Asks a harmless address of a server.</summary>
internal static class HttpProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <param name="address">The server.</param>
    /// <param name="path">What is asked.</param>
    /// <param name="options">Credentials and authorities.</param>
    /// <param name="headers">Further headers.</param>
    public static SinkProbe Of(Uri address, string path, HttpSinkOptions options, params (string Name, string Value)[] headers) =>
        new(HttpDelivery.At(address, "").AbsoluteUri.TrimEnd('/'), async cancel =>
        {
            using var server = new HttpDelivery("it", address, options with { Timeout = Patience });
            using var request = new HttpRequestMessage(HttpMethod.Get, HttpDelivery.At(address, path));
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return await server.SendAsync(request, cancel).ConfigureAwait(false) is { } refusal ? $"{path} answers {refusal}" : null;
        });

    /// <summary>Whether anybody answers there, whatever the answer: for servers of which no harmless address is known. The path stays hidden.</summary>
    public static SinkProbe Reach(Uri address, HttpSinkOptions options) => new($"{address.Scheme}://{address.Authority}", async cancel =>
        {
            using var server = new HttpDelivery("it", address, options with { Timeout = Patience });
            using var request = new HttpRequestMessage(HttpMethod.Options, new Uri($"{address.Scheme}://{address.Authority}/"));
            return await server.IsThereAsync(request, cancel).ConfigureAwait(false);
        });
}
