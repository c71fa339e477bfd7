using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Streams.Host.Web;

/// <summary>
/// <c>/healthz</c> and <c>/readyz</c>, answered before anything is routed: the first request to a route has every other one compiled, console and all,
/// and a probe has 100 ms.
/// </summary>
internal static class Probes
{
    /// <summary>Answers them; use it before the routes.</summary>
    /// <param name="application">The server.</param>
    /// <param name="notAlive">Why the process should be ended; null: it lives.</param>
    /// <param name="notReady">Why nothing should be sent to it; null: it is ready.</param>
    public static void Use(IApplicationBuilder application, Func<string?> notAlive, Func<string?> notReady) =>
        application.Use(next =>
            context =>
                !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) ? next(context)
                : context.Request.Path == "/healthz" ? AnswerAsync(context, "ok", notAlive())
                : context.Request.Path == "/readyz" ? AnswerAsync(context, "ready", notReady())
                : next(context)
        );

    private static Task AnswerAsync(HttpContext context, string well, string? trouble)
    {
        context.Response.StatusCode = trouble is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync((trouble ?? well) + "\n", context.RequestAborted);
    }
}
