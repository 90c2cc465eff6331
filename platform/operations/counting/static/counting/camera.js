// Reads codes: by the browser where it can, else the server reads a photo.

const PAUSE = 120;
const SAME_AGAIN = 2500;

export async function reader() {
  if (!('BarcodeDetector' in self) || !navigator.mediaDevices?.getUserMedia) return null;
  const formats = await self.BarcodeDetector.getSupportedFormats();
  const wanted = ['qr_code', 'code_128', 'code_39'].filter((name) => formats.includes(name));
  return wanted.length ? new self.BarcodeDetector({ formats: wanted }) : null;
}

/** Shows the camera and gives each code once, until stop() of what it returns. */
export async function watch(video, detector, take) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  await video.play();
  const seen = new Map();
  let on = true;
  const look = async () => {
    if (!on) return;
    for (const code of await detector.detect(video).catch(() => [])) {
      const before = seen.get(code.rawValue) ?? 0;
      seen.set(code.rawValue, Date.now());
      if (Date.now() - before > SAME_AGAIN) await take(code.rawValue);
    }
    setTimeout(look, PAUSE);
  };
  look();
  return {
    stop() {
      on = false;
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    },
  };
}

/** A photo of moderate size: what a phone takes is too large to be kept by the hundred. */
export async function smaller(file, side = 1600) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => {
      canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.85);
    });
  } catch {
    return file;
  }
}

/** {codes} or {sentence}; throws without a network. */
export async function decode(file, url, csrf) {
  const form = new FormData();
  form.append('photo', await smaller(file, 2000), 'photo.jpg');
  const answer = await fetch(url, { method: 'POST', body: form, headers: { 'X-CSRFToken': csrf } });
  return answer.json();
}
