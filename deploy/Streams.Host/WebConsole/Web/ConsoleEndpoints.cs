using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streams.Host.Configuration;
using Streams.Host.WebConsole.Access;
using Streams.Host.WebConsole.Alerts;
using Streams.Host.WebConsole.Labels;
using Streams.Host.WebConsole.Models;
using Streams.Host.WebConsole.Records;
using Streams.Host.WebConsole.State;

namespace Streams.Host.WebConsole.Web;

/// <summary>The console's pages and the calls they make. They read; what an alert was is all that is written.</summary>
internal static class ConsoleEndpoints
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private const string Api = "/api/v1";
    private const int MostAlerts = 1000;
    private const int MostLetters = 500;

    /// <summary>The only calls of a tenant: what is not named here, a call of a later version too, is not its to make.</summary>
    private static readonly FrozenSet<string> OfTenants = new[] { $"{Api}/alerts", $"{Api}/events", $"{Api}/status" }.ToFrozenSet(StringComparer.Ordinal);

    public static void Map(WebApplication application, ServiceStatus status)
    {
        application.Use((context, next) => status.Console is { } console ? GuardAsync(context, next, console.Access) : NotYetAsync(context, next, status));
        application.MapGet("/", () => Results.Redirect("/console/"));
        application.MapGet("/console/{**path}", (HttpContext context, string? path) => AssetAsync(context, path));
        application.MapGet("/console/login", (HttpContext context, string? token) =>
            token is null ? AssetAsync(context, "login.html") : SignIn(context, Console().Access, token).ExecuteAsync(context)
        );
        application.MapPost("/console/login", async context =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            await SignIn(context, Console().Access, form["token"].ToString()).ExecuteAsync(context).ConfigureAwait(false);
        });
        MapApi(application.MapGroup(Api), Console);

        ConsoleService Console() => status.Console!; // nobody gets here before it is there
    }

    private static async Task NotYetAsync(HttpContext context, RequestDelegate next, ServiceStatus status)
    {
        if (!IsConsole(context.Request.Path))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
        await context.Response.WriteAsync($"{status.NotReady}\n", context.RequestAborted).ConfigureAwait(false);
    }

    private static bool IsConsole(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/console") || path == "/";

    private static void MapApi(RouteGroupBuilder api, Func<ConsoleService> console)
    {
        api.MapGet("/alerts", (HttpContext context, int? limit, long? before) =>
            JsonAsync(context, json =>
                WriteAlerts(json, console().Feed, before ?? long.MaxValue, Math.Clamp(limit ?? MostAlerts, 1, MostAlerts), TenantOf(context))
            )
        );
        api.MapGet("/events", (HttpContext context, string? after) =>
            EventStream.ServeAsync(context, console(), after ?? context.Request.Headers["Last-Event-ID"].FirstOrDefault(), TenantOf(context))
        );
        RecordEndpoint.Map(api, () => console().Records);
        ModelEndpoint.Map(api, () => console().Models);
        LabelEndpoint.Map(api, () => console().Feed, () => console().Labels);
        api.MapGet("/status", (HttpContext context) => BytesAsync(context, console().StatusFor(TenantOf(context))));
        api.MapGet("/history", (HttpContext context) => JsonAsync(context, console().History.Write));
        api.MapGet("/rules", (HttpContext context) => JsonAsync(context, console().Rules.Write));
        api.MapGet("/topology", (HttpContext context) => JsonAsync(context, console().WriteTopology));
        api.MapGet("/state", (HttpContext context) => JsonAsync(context, json => StateCalls.WriteTables(json, console().State.Tables())));
        api.MapGet("/state/{stage}/{store}", (HttpContext context, string stage, string store, string? prefix, int? limit) =>
        {
            if (console().State.Find(stage, store, Encoding.UTF8.GetBytes(prefix ?? ""), Math.Max(1, limit ?? StateCalls.DefaultLimit)) is { } page)
            {
                return JsonAsync(context, json => StateCalls.WritePage(json, page, console().Redactor));
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        api.MapGet("/dead-letters", (HttpContext context, int? limit) => JsonAsync(context, json =>
            {
                json.WriteStartArray();
                foreach (var letter in console().DeadLetters.Newest(Math.Clamp(limit ?? MostLetters, 1, MostLetters)))
                {
                    letter.Write(json);
                }

                json.WriteEndArray();
            }));
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next, ConsoleAccess access)
    {
        var (path, headers) = (context.Request.Path, context.Response.Headers);
        var isApi = path.StartsWithSegments("/api");
        if (!IsConsole(path))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        var verdict = access.Judge(context.Request, out var tenant);
        if (tenant is not null)
        {
            context.Items[typeof(Tenant)] = tenant;
            verdict = isApi && !OfTenants.Contains(path.Value ?? "") ? StatusCodes.Status403Forbidden : verdict;
        }

        // The sign-in page and the files it is made of hold nothing of the service's.
        var isOpen =
            verdict == StatusCodes.Status200OK
            || (verdict == StatusCodes.Status401Unauthorized && !isApi && path != "/" && path != "/console/" && path != "/console");
        if (isOpen)
        {
            await next(context).ConfigureAwait(false);
        }
        else if (verdict == StatusCodes.Status401Unauthorized && !isApi)
        {
            context.Response.Redirect("/console/login");
        }
        else
        {
            context.Response.StatusCode = verdict;
            await context
                .Response.WriteAsync(
                    tenant is not null ? $"The tenant {tenant.Name} sees the alerts of its namespaces and nothing else.\n"
                        : verdict == StatusCodes.Status403Forbidden ? "The console is open on loopback only. Set http.token to open it to the network.\n"
                        : "This needs the token of http.token.\n",
                    context.RequestAborted
                )
                .ConfigureAwait(false);
        }
    }

    private static IResult SignIn(HttpContext context, ConsoleAccess access, string token)
    {
        if (!access.HasToken || !access.IsToken(token))
        {
            return access.HasToken ? Results.Redirect("/console/login#wrong") : Results.Redirect("/console/");
        }

        context.Response.Cookies.Append(
            ConsoleAccess.Cookie,
            ConsoleAccess.CookieOf(token),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/",
            }
        );
        return Results.Redirect("/console/");
    }

    private static Task AssetAsync(HttpContext context, string? path)
    {
        if (string.IsNullOrEmpty(path) && context.Request.Path.Value is not [.., '/'])
        {
            context.Response.Redirect("/console/");
            return Task.CompletedTask;
        }

        if (!ConsoleAssets.All.TryGetValue(string.IsNullOrEmpty(path) ? "index.html" : path, out var asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.ETag = asset.Tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == asset.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Bytes.Length;
        return context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted).AsTask();
    }

    private static Tenant? TenantOf(HttpContext context) => context.Items.TryGetValue(typeof(Tenant), out var tenant) ? (Tenant?)tenant : null;

    private static void WriteAlerts(Utf8JsonWriter json, AlertFeed feed, long before, int limit, Tenant? tenant)
    {
        var page = feed.Page(before, limit, tenant);
        json.WriteStartObject();
        json.WriteString("epoch", feed.Epoch);
        json.WriteBoolean("loading", !feed.Loaded);
        json.WriteStartArray("alerts");
        foreach (var entry in page.Entries)
        {
            json.WriteRawValue(entry.Json, skipInputValidation: true);
        }

        json.WriteEndArray();
        if (page.Before is { } older)
        {
            json.WriteNumber("before", older);
        }
        else
        {
            json.WriteNull("before");
        }

        json.WriteEndObject();
    }

    private static Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return BytesAsync(context, buffer.WrittenMemory);
    }

    private static Task BytesAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }
}
