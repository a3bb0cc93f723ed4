using System.Text;

namespace Registry.Core.Tests.Yaml;

/// <summary>Damages files in the ways in which disks, merges, editors and attackers do. The same seed does the same.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> files)
{
    private const int MaxLength = 64 * 1024;

    private static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "\n", "\n\n", " ", "  ", "\t", "\r", "\0", ":", ": ", "- ", "? ", "-", "?", "#", " #", "[", "]", "{", "}", ",", "&a ", "*a", "!", "!!str ", "!<x> ", "|", "|-", "|+", "|2", ">", ">-",
            "'", "\"", "\\", "\\x00", "\\u202e", "\\ud83d", "\\U0010FFFF", "\\\n", "%YAML 1.2\n", "%", "@", "`", "---", "---\n", "...", "...\n", "--- ", "<<: ", "=======\n", "<<<<<<< x\n",
            "~", "null", "true", "no", "0", "01", "1e3", "0x1", "1:30", "2026-11-21", "é", "\u0085", "\u2028", "\u202e", "\ufeff", "\U0001F680", "version: ", "files:\n", "properties:\n  ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82],
    ];

#pragma warning disable CA5394 // Not a secret: a failure is run again from the seed.
    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        List<byte> bytes = [.. Pick(files)];
        for (var times = 1 + _random.Next(6); times > 0; times--) Damage(bytes);
        if (bytes.Count > MaxLength) bytes.RemoveRange(MaxLength, bytes.Count - MaxLength);
        return [.. bytes];
    }

    private void Damage(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, _random.Next(1, 1 << _random.Next(1, 8)));
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.InsertRange(_random.Next(bytes.Count + 1), [.. bytes[at..(at + length)]]);
                break;
            case 4:
                bytes.InsertRange(at, Piece(Pick(files)));
                break;
            case 5:
                var token = Pick(s_tokens);
                for (var times = _random.Next(1, 80); times > 0; times--) bytes.InsertRange(at, token);
                break;
            default:
                bytes.InsertRange(at, Pick(s_tokens));
                break;
        }
    }

    private byte[] Piece(byte[] file)
    {
        var start = _random.Next(file.Length + 1);
        return file[start..Math.Min(file.Length, start + _random.Next(200))];
    }

    private byte[] Pick(IReadOnlyList<byte[]> choices) => choices[_random.Next(choices.Count)];
#pragma warning restore CA5394
}
