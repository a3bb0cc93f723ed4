using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>Base64.</summary>
internal static class EncoderExtension
{
    public static Library Library { get; } = new Library()
        .Global("base64.encode", [CelType.Bytes], CelType.String, static (context, a) =>
        {
            var bytes = ((CelBytes)a[0]).Value;
            context.ChargeNew(bytes.Length * 4L / 3);
            return new CelString(Convert.ToBase64String(bytes.Span));
        })
        .Global("base64.decode", [CelType.String], CelType.Bytes, static (context, a) =>
        {
            var text = Texts.Text(a[0]);
            context.ChargeNew(text.Length);
            // The padding may be left out.
            var padded = text.Length % 4 == 0 ? text : text.PadRight((text.Length + 3) / 4 * 4, '=');
            var bytes = new byte[padded.Length / 4 * 3];
            return Convert.TryFromBase64String(padded, bytes, out var length) ? new CelBytes(bytes.AsMemory(0, length)) : Library.Fail("the string is not base64");
        });
}
