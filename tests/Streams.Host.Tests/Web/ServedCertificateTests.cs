using System.Security.Cryptography.X509Certificates;
using Streams.Host.Commands;
using Streams.Host.Configuration;
using Streams.Host.Web.Tls;

namespace Streams.Host.Tests.Web;

public sealed class ServedCertificateTests : IDisposable
{
    private readonly TestCertificates _certificates = new("test");
    private readonly ManualTime _time = new();

    [Fact]
    public void Current_after_a_renewal_is_the_new_one()
    {
        var served = Serve("server");
        var before = Serial(served);
        _certificates.Sign("server");
        Touch("server", 2030);
        Assert.Equal(before, Serial(served));

        _time.Move(TimeSpan.FromSeconds(6));
        Assert.NotEqual(before, Serial(served));
    }

    [Fact]
    public void Current_after_a_renewal_that_cannot_be_read_is_the_old_until_both_files_fit()
    {
        var (certificate, key) = _certificates.Sign("server");
        var served = new ServedCertificate(new HttpTlsOptions { Certificate = certificate, Key = key }, _time);
        var before = Serial(served);
        var old = File.ReadAllText(key);
        _certificates.Sign("server");
        var next = File.ReadAllText(key);
        File.WriteAllText(key, old);
        Touch("server", 2030);
        _time.Move(TimeSpan.FromSeconds(6));
        Assert.Equal(before, Serial(served));

        File.WriteAllText(key, next);
        Touch("server", 2031);
        _time.Move(TimeSpan.FromSeconds(6));
        Assert.NotEqual(before, Serial(served));
    }

    [Fact]
    public void Start_with_a_key_of_another_certificate_names_the_files()
    {
        var (certificate, _) = _certificates.Sign("server");
        var (_, key) = _certificates.Sign("other");

        var error = Assert.Throws<EnvironmentException>(() => new ServedCertificate(new HttpTlsOptions { Certificate = certificate, Key = key }, _time));
        Assert.Contains(certificate, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _certificates.Dispose();

    private ServedCertificate Serve(string name)
    {
        var (certificate, key) = _certificates.Sign(name);
        return new ServedCertificate(new HttpTlsOptions { Certificate = certificate, Key = key }, _time);
    }

    private void Touch(string name, int year)
    {
        foreach (var end in (string[])["crt", "key"])
        {
            File.SetLastWriteTimeUtc(
                Path.Combine(Path.GetDirectoryName(_certificates.AuthorityFile)!, $"{name}.{end}"),
                new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc)
            ); // a file has a folder
        }
    }

    private static string Serial(ServedCertificate served) => served.Current.ServerCertificateContext!.TargetCertificate.SerialNumber; // it is always set
}
