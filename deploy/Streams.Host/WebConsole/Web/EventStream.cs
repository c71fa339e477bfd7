using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Streams.Host.Configuration;
using Streams.Host.WebConsole.Alerts;

namespace Streams.Host.WebConsole.Web;

/// <summary>Server-sent events to one page, until it leaves, falls behind, or the service ends.</summary>
internal static class EventStream
{
    public static async Task ServeAsync(HttpContext context, ConsoleService console, string? after, Tenant? tenant)
    {
        using var client = console.Feed.Join(after, tenant);
        if (client is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, client.Dropped, stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await WriteAsync(context, EventFrame.Of("status", null, console.StatusFor(tenant).Span), end.Token).ConfigureAwait(false);
            await foreach (var frame in client.Frames.ReadAllAsync(end.Token).ConfigureAwait(false))
            {
                await WriteAsync(context, frame, end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The page has left, was too slow, or the service ends: it comes again by itself.
        }
        finally
        {
            console.Feed.Leave(client);
        }
    }

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> frame, CancellationToken cancel)
    {
        await context.Response.Body.WriteAsync(frame, cancel).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancel).ConfigureAwait(false);
    }
}
