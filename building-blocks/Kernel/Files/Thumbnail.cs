using SkiaSharp;

namespace Portal.Kernel;

/// <summary>A picture made small. What its head claims is judged before a single pixel is unpacked, so that a tiny file of giant size costs nothing.</summary>
public static class Thumbnail
{
    private const int Side = 192;

    // Formats that can't be read at a smaller scale are unpacked whole: 20 million pixels are 80 MB for a moment.
    private const long MostPixels = 400_000_000, MostUnpacked = 20_000_000;

    /// <summary>The media type of what comes out.</summary>
    public const string MediaType = "image/webp";

    /// <summary>Fitted whole into a square or, where <paramref name="cut"/> says so, cut to the square in its middle.</summary>
    /// <returns>WebP, or null for what is no picture, a broken one, or one too large.</returns>
    public static byte[]? Of(Stream content, bool cut = false)
    {
        using var codec = SKCodec.Create(content);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height is 0 or > MostPixels)
            return null;
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)Side / Measured(codec.Info.Width, codec.Info.Height)));
        if ((long)size.Width * size.Height is 0 or > MostUnpacked)
            return null;
        using var picture = new SKBitmap();
        if (!picture.TryAllocPixels(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul))
            || codec.GetPixels(picture.Info, picture.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
            return null;
        var scale = Math.Min(1f, (float)Side / Measured(size.Width, size.Height));
        var (width, height) = (Math.Max(1, (int)(size.Width * scale)), Math.Max(1, (int)(size.Height * scale)));
        var lies = codec.EncodedOrigin is SKEncodedOrigin.RightTop or SKEncodedOrigin.LeftBottom;
        using var surface = SKSurface.Create(new SKImageInfo(lies ? height : width, lies ? width : height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        Turn(surface.Canvas, codec.EncodedOrigin, width, height);
        using var image = SKImage.FromBitmap(picture);
        surface.Canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var small = surface.Snapshot();
        using var shown = cut && small.Width != small.Height ? Middle(small) : null;
        using var data = (shown ?? small).Encode(SKEncodedImageFormat.Webp, 80);
        return data.ToArray();

        int Measured(int width, int height) => cut ? Math.Min(width, height) : Math.Max(width, height);
    }

    private static SKImage Middle(SKImage picture)
    {
        var side = Math.Min(picture.Width, picture.Height);
        var (left, top) = ((picture.Width - side) / 2, (picture.Height - side) / 2);
        return picture.Subset(new SKRectI(left, top, left + side, top + side));
    }

    /// <summary>As the camera was held.</summary>
    private static void Turn(SKCanvas canvas, SKEncodedOrigin origin, int width, int height)
    {
        switch (origin)
        {
            case SKEncodedOrigin.BottomRight:
                canvas.RotateDegrees(180, width / 2f, height / 2f);
                break;
            case SKEncodedOrigin.RightTop:
                canvas.Translate(height, 0);
                canvas.RotateDegrees(90);
                break;
            case SKEncodedOrigin.LeftBottom:
                canvas.Translate(0, width);
                canvas.RotateDegrees(-90);
                break;
        }
    }
}
