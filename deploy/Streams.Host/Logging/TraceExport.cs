using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Streams.Engine.Tracing;
using Streams.Host.Configuration;

namespace Streams.Host.Logging;

/// <summary>Gives traces to an OpenTelemetry receiver. What it does not take is dropped: traces are a sample already.</summary>
internal static class TraceExport
{
    /// <summary>Begins to; null where no receiver is named. Disposed of, it gives what is left.</summary>
    public static TracerProvider? Start(TracesOptions options) =>
        options.Url is { } url
            ? Sdk.CreateTracerProviderBuilder()
                .AddSource(RecordTraces.SourceName)
                .ConfigureResource(static resource => resource.AddService("streams", serviceInstanceId: Environment.MachineName))
                .SetSampler(new AlwaysOnSampler()) // what is no part of the sample begins no activity
                .AddOtlpExporter(exporter =>
                {
                    var isHttp = options.Protocol == "http";
                    (exporter.Protocol, exporter.Endpoint) = (
                        isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc,
                        isHttp ? new Uri(url.AbsoluteUri.TrimEnd('/') + "/v1/traces") : url
                    );
                    exporter.Headers = string.Join(',', options.Headers.Select(h => $"{Uri.EscapeDataString(h.Key)}={Uri.EscapeDataString(h.Value)}"));
                })
                .Build()
            : null;
}
