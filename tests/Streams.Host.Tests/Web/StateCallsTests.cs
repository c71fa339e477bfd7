using System.Text;
using System.Text.Json;
using Streams.Engine.State;
using Streams.Host.WebConsole.State;
using Streams.Redaction;

namespace Streams.Host.Tests.Web;

/// <summary>What the stages keep is shown as it is but for secrets, in keys, in texts of values, and in bytes.</summary>
public sealed class StateCallsTests
{
    [Theory]
    [InlineData("bob", """{"a":["x",1,2.50,true,null,{"b":"ü"}]}""", """{"partition":3,"key":"bob","value":{"a":["x",1,2.50,true,null,{"b":"ü"}]}}""")]
    [InlineData(
        "PGPASSWORD=Zx8Kq2Wm5Tn7",
        """{"a":["curl -u b:Zx8Kq2Wm5Tn7 x"]}""",
        """{"partition":3,"key":"PGPASSWORD=***","value":{"a":["curl -u b:*** x"]}}"""
    )]
    [InlineData("bob", "no json", """{"partition":3,"key":"bob","value_base64":"bm8ganNvbg=="}""")]
    [InlineData("bob", "no json PGPASSWORD=Zx8Kq2Wm5Tn7", """{"partition":3,"key":"bob","value":"no json PGPASSWORD=***"}""")]
    public void A_page_has_no_secrets(string key, string value, string shown)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            StateCalls.WritePage(
                json,
                new StatePage([new StateEntry(3, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value))], More: false),
                Redactor.Default
            );
        }

        Assert.Equal($$"""{"entries":[{{shown}}],"more":false}""", Encoding.UTF8.GetString(stream.ToArray()));
    }
}
