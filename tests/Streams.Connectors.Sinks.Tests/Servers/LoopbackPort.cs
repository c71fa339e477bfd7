using System.Net;
using System.Net.Sockets;

namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>Ports of this machine.</summary>
public static class LoopbackPort
{
    /// <summary>One that nobody listens at now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
