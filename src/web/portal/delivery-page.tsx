/** How the applicant wants her result: chosen when she has filed or later, until it is delivered (行政许可法 44). */
import type { StepPage, Typed } from './case-steps.tsx';
import { Choice } from './form-fields.tsx';
import { fieldOf } from './read-form.ts';

const methods: Record<string, string> = {
  collection: '到窗口领取',
  express: '邮寄给我',
  electronic: '电子送达：文书和证照在网上查看、下载，即为送达',
};

const addressFields = [
  { name: 'receiver', label: '收件人', maxLength: 100, complete: 'name' },
  { name: 'phone', label: '收件电话', maxLength: 30, complete: 'tel' },
  { name: 'address', label: '收件地址', maxLength: 300, complete: 'street-address' },
] as const;

export const deliveryPage: StepPage = {
  path: 'delivery',
  step: 'choose-delivery',
  title: '选择送达方式',
  button: '就这样送达',
  read(typed) {
    const method = fieldOf(typed, 'method');
    const faults = missing(typed, method);
    const given = addressFields.flatMap(({ name }) => {
      const value = fieldOf(typed, name).trim();
      return method === 'express' && value ? [[name, value]] : [];
    });
    const consent = method === 'electronic' && fieldOf(typed, 'consent') !== '' ? { consent: true } : {};
    return { input: { method, ...Object.fromEntries(given), ...consent }, faults };
  },
  body: ({ typed, faults }) => (
    <>
      <p>结果出来以后，按您选的方式送到您手里。送达以前可以改。</p>
      <fieldset className="field">
        <legend>怎么给您</legend>
        <div className="choices">
          {Object.entries(methods).map(([value, label]) => (
            <Choice
              key={value}
              type="radio"
              id={`method-${value}`}
              name="method"
              value={value}
              label={label}
              checked={fieldOf(typed, 'method') === value}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="field">
        <legend>邮寄的，寄到哪里</legend>
        {addressFields.map(({ name, label, maxLength, complete }) => {
          const fault = faults.find(({ href }) => href === `#${name}`)?.message;
          return (
            <div key={name} className="field">
              <label htmlFor={name}>{label}</label>
              {fault && (
                <p className="fault" id={`${name}-fault`}>
                  {fault}
                </p>
              )}
              <input
                id={name}
                name={name}
                maxLength={maxLength}
                autoComplete={complete}
                defaultValue={fieldOf(typed, name)}
                aria-invalid={fault ? true : undefined}
                aria-describedby={fault ? `${name}-fault` : undefined}
              />
            </div>
          );
        })}
      </fieldset>
      <fieldset className="field">
        <legend>电子送达的</legend>
        <Choice
          type="checkbox"
          id="consent"
          name="consent"
          value="yes"
          label="我同意电子送达，不再送纸质文书"
          checked={fieldOf(typed, 'consent') !== ''}
        />
      </fieldset>
    </>
  ),
};

function missing(typed: Typed, method: string) {
  if (!Object.hasOwn(methods, method)) return [{ href: '#method-collection', message: '请选择怎么给您。' }];
  if (method === 'electronic' && fieldOf(typed, 'consent') === '') {
    return [{ href: '#consent', message: '选择电子送达的，请勾选同意；不同意的，请选择领取或者邮寄。' }];
  }
  if (method !== 'express') return [];
  return addressFields.flatMap(({ name, label }) =>
    fieldOf(typed, name).trim() ? [] : [{ href: `#${name}`, message: `邮寄的，请填写${label}。` }],
  );
}
