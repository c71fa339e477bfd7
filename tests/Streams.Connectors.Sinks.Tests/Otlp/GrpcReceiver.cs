using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Streams.Connectors.Sinks.Tests.Otlp;

/// <summary>A receiver of OTLP over gRPC of programs we did not write: Debian's python3-grpcio and python3-protobuf, with messages built from their numbers in opentelemetry-proto.</summary>
internal sealed class GrpcReceiver : IDisposable
{
    private const string Program = """
        import sys, json, threading, grpc
        from concurrent import futures
        from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, json_format
        F = descriptor_pb2.FieldDescriptorProto
        file = descriptor_pb2.FileDescriptorProto(name="logs.proto", package="o", syntax="proto3")
        def message(name, *fields):
            m = file.message_type.add(name=name)
            for (n, number, kind, many) in fields:
                f = m.field.add(name=n, number=number, label=F.LABEL_REPEATED if many else F.LABEL_OPTIONAL)
                if isinstance(kind, str): f.type, f.type_name = F.TYPE_MESSAGE, ".o." + kind
                else: f.type = kind
        message("AnyValue", ("string_value", 1, F.TYPE_STRING, False))
        message("KeyValue", ("key", 1, F.TYPE_STRING, False), ("value", 2, "AnyValue", False))
        message("Resource", ("attributes", 1, "KeyValue", True))
        message("LogRecord", ("time_unix_nano", 1, F.TYPE_FIXED64, False), ("severity_number", 2, F.TYPE_INT32, False), ("severity_text", 3, F.TYPE_STRING, False),
            ("body", 5, "AnyValue", False), ("attributes", 6, "KeyValue", True), ("observed_time_unix_nano", 11, F.TYPE_FIXED64, False))
        message("ScopeLogs", ("log_records", 2, "LogRecord", True))
        message("ResourceLogs", ("resource", 1, "Resource", False), ("scope_logs", 2, "ScopeLogs", True))
        message("Request", ("resource_logs", 1, "ResourceLogs", True))
        message("PartialSuccess", ("rejected_log_records", 1, F.TYPE_INT64, False), ("error_message", 2, F.TYPE_STRING, False))
        message("Response", ("partial_success", 1, "PartialSuccess", False))
        pool = descriptor_pool.DescriptorPool()
        pool.Add(file)
        Request, Response = [message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("o." + n)) for n in ("Request", "Response")]
        answer, bad = sys.argv[1], sys.argv[2]
        whole = threading.Lock()
        def tell(line):
            with whole:
                print(line, flush=True)
        def export(request, context):
            records = [r for l in request.resource_logs for s in l.scope_logs for r in s.log_records]
            holds = any(bad in r.body.string_value for r in records)
            response = Response()
            if answer == "PARTIAL":
                if holds: response.partial_success.rejected_log_records, response.partial_success.error_message = 1, "too old"
            elif answer != "OK" and holds:
                context.abort(grpc.StatusCode[answer], "not this")
            for l in request.resource_logs:
                for r in records:
                    tell(json.dumps({"resource": {a.key: a.value.string_value for a in l.resource.attributes}, "time": r.time_unix_nano, "observed": r.observed_time_unix_nano,
                        "severity": r.severity_number, "text": r.severity_text, "body": r.body.string_value, "attributes": {a.key: a.value.string_value for a in r.attributes},
                        "headers": dict(context.invocation_metadata())}))
            return response
        handler = grpc.unary_unary_rpc_method_handler(export, Request.FromString, lambda m: m.SerializeToString())
        server = grpc.server(futures.ThreadPoolExecutor(4))
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("opentelemetry.proto.collector.logs.v1.LogsService", {"Export": handler}),))
        print(server.add_insecure_port("127.0.0.1:0"), flush=True)
        server.start()
        sys.stdin.read()
        server.stop(None)
        """;

    private readonly Process _process;
    private readonly Task<string> _taken;

    /// <summary>Starts it; skips the calling test, saying so, where its packages are missing.</summary>
    /// <param name="answer">OK, PARTIAL, or the name of a status of gRPC: what a request gets that has a record with <paramref name="bad"/> in its body.</param>
    /// <param name="bad">Any part of a body.</param>
    public GrpcReceiver(string answer, string bad = "nothing has this")
    {
        using var known = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", "import grpc, google.protobuf"]) { RedirectStandardError = true })!;
        known.WaitForExit();
        Assert.SkipUnless(known.ExitCode == 0, "python3-grpcio or python3-protobuf is not installed (apt-get install python3-grpcio python3-protobuf)");
        _process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", ["-c", Program, answer, bad]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        var port = int.Parse(
            _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the receiver does not start"),
            CultureInfo.InvariantCulture
        );
        _taken = _process.StandardOutput.ReadToEndAsync();
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Url { get; }

    /// <summary>Ends it.</summary>
    /// <returns>The records that it took.</returns>
    public async Task<IReadOnlyList<JsonElement>> EndAsync()
    {
        _process.StandardInput.Close();
        var lines = (await _taken).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await _process.WaitForExitAsync();
        return [.. lines.Select(l => JsonDocument.Parse(l).RootElement)];
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
