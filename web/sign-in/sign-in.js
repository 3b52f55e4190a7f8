const byId = (id) => document.getElementById(id);
const forms = { signIn: byId('sign-in'), choose: byId('choose'), signedIn: byId('signed-in') };
/** Towards a second factor: the password, then the first code. */
const steps = { begin: byId('begin'), confirm: byId('confirm') };
/** The token stands behind the #, which no server and no log gets to see. */
const link = new URLSearchParams(location.hash.slice(1)).get('link');

const send = (method, path, body) =>
  fetch(`/api/v1/${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });

/** Whether whoever is signed in signed in at the provider, and so has to sign out there as well. */
let isFromProvider = false;

function show(form) {
  for (const one of Object.values(forms)) one.hidden = one !== form;
  form.querySelector('input:not([type=hidden])')?.focus();
}

function say(sentence) {
  byId('message').textContent = sentence;
}

async function explain(response) {
  const { title, errors = [] } = await response.json();
  say(errors.length > 0 ? errors.map(({ message }) => message).join(' ') : title);
}

async function showWho() {
  const response = await send('GET', 'me');
  if (!response.ok) return show(forms.signIn);
  const { name, singleSignOn, secondFactor, lacksSecondFactor } = await response.json();
  isFromProvider = singleSignOn;
  byId('name').textContent = name;
  say(lacksSecondFactor ? 'Vai trò của bạn cần xác thực hai lớp; hãy bật để dùng hệ thống.' : '');
  byId('commands').hidden = lacksSecondFactor;
  byId('offer').hidden = lacksSecondFactor || secondFactor || singleSignOn;
  showStep(lacksSecondFactor ? steps.begin : null);
  show(forms.signedIn);
}

function showStep(step) {
  for (const one of Object.values(steps)) one.hidden = one !== step;
  // A secret stays on the page no longer than it is needed.
  if (step !== steps.confirm) showSecret({ uri: '', secret: '', qrCode: '' });
  step?.querySelector('input:not([type=hidden])').focus();
}

function showSecret({ uri, secret, qrCode }) {
  byId('uri').href = uri;
  byId('secret').textContent = secret.replace(/.{4}(?=.)/g, '$& ');
  byId('qr-code').hidden = qrCode === '';
  byId('qr-code').src = qrCode === '' ? '' : `data:image/svg+xml,${encodeURIComponent(qrCode)}`;
}

async function submit(event, path, body, goOn = showWho) {
  event.preventDefault();
  const button = event.target.querySelector('button');
  button.disabled = true;
  try {
    const response = await send('POST', path, body);
    if (!response.ok) return await explain(response);
    event.target.reset();
    history.replaceState(null, '', location.pathname);
    await goOn(response);
  } catch {
    say('Không liên lạc được với máy chủ.');
  } finally {
    button.disabled = false;
  }
}

forms.signIn.addEventListener('submit', (event) => {
  const { account, password, code } = Object.fromEntries(new FormData(forms.signIn));
  return submit(event, 'session', { account, password, ...(code === '' ? {} : { code }) });
});

forms.choose.addEventListener('submit', (event) => {
  const { password, again } = Object.fromEntries(new FormData(forms.choose));
  if (password === again) return submit(event, 'session/link', { link, password });
  event.preventDefault();
  return say('Hai lần nhập không giống nhau.');
});

byId('offer').addEventListener('click', () => {
  byId('offer').hidden = true;
  showStep(steps.begin);
});

steps.begin.addEventListener('submit', (event) => {
  const { password } = Object.fromEntries(new FormData(steps.begin));
  return submit(event, 'me/second-factor', { password }, async (response) => {
    say('');
    showStep(steps.confirm);
    showSecret(await response.json());
  });
});

steps.confirm.addEventListener('submit', (event) => {
  const { code } = Object.fromEntries(new FormData(steps.confirm));
  return submit(event, 'me/second-factor/confirmation', { code }, async () => {
    await showWho();
    say('Xác thực hai lớp đã bật.');
  });
});

for (const [id, path] of [
  ['sign-out', 'session'],
  ['sign-out-everywhere', 'sessions'],
]) {
  byId(id).addEventListener('click', async () => {
    await send('DELETE', path);
    if (isFromProvider) location.assign('/api/v1/session/sso/end');
    else await showWho();
  });
}

async function offerSingleSignOn() {
  const response = await send('GET', 'session/sso');
  byId('single-sign-on').hidden = !(response.ok && (await response.json()).offered);
}

if (link === null) await Promise.all([showWho(), offerSingleSignOn()]);
else show(forms.choose);
