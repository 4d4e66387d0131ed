/**
 * Packs from files that others have published, with no Python: diffusers' folders become a manifest and graphs whose weights
 * stay in the published safetensors files.
 *
 * <p>Start with {@link studio.unclip.inference.published.PublishedPacks}. What a family consists of stands in its
 * {@code family.json}, its graphs lie beside that without weights; {@code modelkit.convert.published} makes both. Nothing
 * here knows a model. The folders are a stranger's: only headers and small JSON files are read, and what they say is checked
 * against the graphs before anything is written. Pickled weights are never opened.
 *
 * <p>May use: {@code pack}, Jackson, protobuf's wire reader. Never ONNX Runtime.
 */
package studio.unclip.inference.published;
